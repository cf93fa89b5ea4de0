import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { SEARCH_ATTRIBUTES } from '#libs/contracts';

/** The client as other rooms hold it. */
export type TemporalClient = Client;

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
}

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;

/** Thrown when the namespace lacks what every run of this product needs; a run started without it would hang silently. */
export class TemporalSetupError extends Error {
  override readonly name = 'TemporalSetupError';
}

/**
 * A client whose connection is made on first use, so that the API starts and takes commands in while Temporal is away.
 * TLS and API keys come from the standard TEMPORAL_* variables.
 */
export function lazyClient(settings: TemporalSettings): Client {
  const connection = Connection.lazy(connectionOptions(settings));
  return new Client({ connection, namespace: settings.namespace });
}

/** Address from the settings; TLS and API key from the standard TEMPORAL_* variables. */
export function connectionOptions(settings: TemporalSettings) {
  return { ...loadClientConnectConfig().connectionOptions, address: settings.address };
}

/**
 * Checks that every search attribute is registered as Keyword in the namespace.
 *
 * @throws TemporalSetupError naming the missing ones
 */
export async function checkSearchAttributes(client: Client, namespace: string): Promise<void> {
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => Number(customAttributes[name]) !== KEYWORD);
  if (missing.length > 0) {
    throw new TemporalSetupError(
      `Namespace "${namespace}" thiếu thuộc tính tìm kiếm (kiểu Keyword): ${missing.join(', ')}. ` +
        'Hãy đăng ký bằng: temporal operator search-attribute create --namespace ' +
        `${namespace} ${missing.map((name) => `--name ${name} --type Keyword`).join(' ')}`,
    );
  }
}
