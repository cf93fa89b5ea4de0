import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { SEARCH_ATTRIBUTES } from '#libs/contracts';

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
}

/** Thrown when the namespace lacks what every run of this product needs; a run started without it would hang silently. */
export class TemporalSetupError extends Error {
  override readonly name = 'TemporalSetupError';
}

/**
 * A client whose connection is made on first use, so that the API starts and takes commands in while Temporal is away.
 * TLS and API keys come from the standard TEMPORAL_* variables.
 */
export function lazyClient(settings: TemporalSettings): Client {
  const { connectionOptions } = loadClientConnectConfig();
  const connection = Connection.lazy({ ...connectionOptions, address: settings.address });
  return new Client({ connection, namespace: settings.namespace });
}

/**
 * Checks that every search attribute is registered as Keyword in the namespace.
 *
 * @throws TemporalSetupError naming the missing ones
 */
export async function checkSearchAttributes(client: Client, namespace: string): Promise<void> {
  const KEYWORD = 2;
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => customAttributes?.[name] !== KEYWORD);
  if (missing.length > 0) {
    throw new TemporalSetupError(
      `Namespace "${namespace}" thiếu thuộc tính tìm kiếm (kiểu Keyword): ${missing.join(', ')}. ` +
        'Hãy đăng ký bằng: temporal operator search-attribute create --namespace ' +
        `${namespace} ${missing.map((name) => `--name ${name} --type Keyword`).join(' ')}`,
    );
  }
}
