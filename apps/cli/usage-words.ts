import type { Command, HelpConfiguration } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Đối số:',
  'Options:': 'Tùy chọn:',
  'Global Options:': 'Tùy chọn chung:',
  'Commands:': 'Các lệnh:',
};

/** Help in Vietnamese. */
export const vietnameseHelp: HelpConfiguration = {
  showGlobalOptions: true,
  styleTitle: (title) => TITLES[title] ?? title,
  styleUsage: (usage) => inVietnamese(usage),
  styleSubcommandTerm: (term) => inVietnamese(term),
  subcommandTerm: (command) => {
    const args = command.registeredArguments.map((argument) =>
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
    );
    return [command.name(), ...args].join(' ');
  },
  optionDescription: (option) => option.description,
};

const inVietnamese = (text: string) => text.replace('[options]', '[tùy chọn]').replace('[command]', '[lệnh]');

/** What commander finds wrong in a command line, as a sentence in Vietnamese with the way to the help. */
export function usageSentence(
  error: { readonly code: string; readonly message: string },
  command: Command,
): string {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const [first = '', second = ''] = quoted;
  return `${wrongWith(error, first, second)} Xem: ${pathOfCommand(command)} --help.`;
}

function wrongWith(
  error: { readonly code: string; readonly message: string },
  first: string,
  second: string,
): string {
  const meant = /\(Did you mean (?:one of )?([^)?]*)\??\)/.exec(error.message)?.[1];
  const perhaps = meant === undefined ? '' : ` Có phải là ${meant}?`;
  switch (error.code) {
    case 'commander.missingArgument':
      return `Thiếu ${first}.`;
    case 'commander.optionMissingArgument':
      return `Tùy chọn ${first} cần một giá trị.`;
    case 'commander.missingMandatoryOptionValue':
      return `Thiếu tùy chọn ${first}.`;
    case 'commander.invalidArgument':
      return `Giá trị "${second}" của ${first} không dùng được. ${error.message.split('is invalid. ')[1] ?? ''}`.trim();
    case 'commander.conflictingOption':
      return `Tùy chọn ${first} và ${second} không đi cùng nhau.`;
    case 'commander.unknownOption':
      return `Không có tùy chọn ${first}.${perhaps}`;
    case 'commander.excessArguments':
      return 'Có nhiều đối số hơn lệnh này nhận; giá trị có khoảng trắng cần đặt trong ngoặc kép.';
    case 'commander.unknownCommand':
      return `Không có lệnh "${first}".${perhaps}`;
    default:
      return 'Lệnh chưa đúng.';
  }
}

function pathOfCommand(command: Command): string {
  return command.parent === null ? command.name() : `${pathOfCommand(command.parent)} ${command.name()}`;
}
