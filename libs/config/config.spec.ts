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

  it('has samples unless they are declined', () => {
    expect(readConfig(sound).samples).toBe(true);
    expect(readConfig({ ...sound, ANTQ_SAMPLES: 'false' }).samples).toBe(false);
    expect(() => readConfig({ ...sound, ANTQ_SAMPLES: 'không' })).toThrow(/ANTQ_SAMPLES/);
  });

  it('takes a limit as so many at once and so many a second, and none where it is off', () => {
    expect(readConfig(sound).limits.wrongTokens).toEqual({ burst: 300, perSecond: 1 });
    const set = { ...sound, ANTQ_LIMIT_UPLOADS: '5/0.25', ANTQ_LIMIT_ACCOUNT: 'off' };
    expect(readConfig(set).limits).toMatchObject({
      uploads: { burst: 5, perSecond: 0.25 },
      account: undefined,
    });
    for (const wrong of ['5', '0/1', '5/0', '5/0.000', '-1/1', '5/1/1', 'none']) {
      expect(() => readConfig({ ...sound, ANTQ_LIMIT_EXPORTS: wrong })).toThrow(/ANTQ_LIMIT_EXPORTS/);
    }
  });

  it('trusts no proxy but those that are named', () => {
    expect(readConfig(sound).api.trustedProxy).toEqual([]);
    const set = { ...sound, ANTQ_TRUSTED_PROXY: '127.0.0.1, 10.1.0.0/16,fd00::/8' };
    expect(readConfig(set).api.trustedProxy).toEqual(['127.0.0.1', '10.1.0.0/16', 'fd00::/8']);
    for (const wrong of ['true', '10.0.0.0/33', '10.0.0.1,', '10.0.0.1/8/8', 'proxy.example.test']) {
      expect(() => readConfig({ ...sound, ANTQ_TRUSTED_PROXY: wrong })).toThrow(/ANTQ_TRUSTED_PROXY/);
    }
  });
});
