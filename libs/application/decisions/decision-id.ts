/** What an id of a decision looks like; PostgreSQL refuses anything else as an error of its own. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
