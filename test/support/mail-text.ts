import type { MailParams } from '#libs/application';
import { TemplateRenderer } from '#libs/mail';

const renderer = new TemplateRenderer();

/** What a reader of the text part of a mail sees, the subject line first. */
export function mailText(template: string, params: MailParams): string {
  const { subject, text } = renderer.render(template, params);
  return `${subject}\n${text}`;
}

/** A value of a mail that is a text; empty where it is none. */
export function textParam(params: MailParams | undefined, name: string): string {
  const value = params?.[name];
  return typeof value === 'string' ? value : '';
}
