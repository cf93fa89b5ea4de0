import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const sound = {
  DATABASE_URL: 'postgres://antq_app@127.0.0.1/antq',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  REHEARSAL_SMTP_URL: 'smtp://127.0.0.1:1025',
};

describe('readConfig', () => {
  it('reads a sound environment with its defaults', () => {
    const config = readConfig(sound);
    expect(config.temporal).toEqual({ address: '127.0.0.1:7233', namespace: 'antq' });
    expect(config.database.poolSize).toBe(20);
  });

  it('names every faulty variable at once', () => {
    const read = () => readConfig({ SMTP_URL: 'http://x', ANTQ_API_PORT: 'seventy', LOG_LEVEL: '' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/DATABASE_URL[\s\S]*SMTP_URL[\s\S]*REHEARSAL_SMTP_URL[\s\S]*ANTQ_API_PORT/);
  });

  it('looks for the API where it listens unless another address is set', () => {
    expect(readConfig({ ...sound, ANTQ_API_PORT: '3100' }).api.url).toBe('http://127.0.0.1:3100');
    const set = { ...sound, ANTQ_API_URL: 'https://antq.example.test' };
    expect(readConfig(set).api.url).toBe('https://antq.example.test');
    expect(() => readConfig({ ...sound, ANTQ_API_URL: 'ftp://antq.example.test' })).toThrow(/ANTQ_API_URL/);
  });

  it('treats an empty variable as an unset one', () => {
    expect(readConfig({ ...sound, LOG_LEVEL: '' }).logLevel).toBe('info');
  });
});
