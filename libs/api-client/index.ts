export { ApiProblem, ApiUnreachable, NotTheApi } from './api.errors.js';
export { withChange } from './board-change.js';
export { type AnswerCheck, ApiClient, type ApiConnection, type Fetch, type Wanted } from './client.js';
export type {
  AnswerOf,
  FileRoute,
  ItemOf,
  JsonRoute,
  ListRequestOf,
  PagedRoute,
  QueryOf,
  RequestOf,
  SentBody,
} from './routes.types.js';
