import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { layoutOf } from './parts.js';
import { TEMPLATES, TemplateRenderer } from './template-renderer.js';

const layout = (name: string) => layoutOf(readFileSync(new URL(`./layout/${name}`, import.meta.url), 'utf8'));

describe('a layout', () => {
  it('gives its parts, those within others too, and leaves the places where they stood', () => {
    const { frame, parts } = layoutOf(
      'A<!--part:list--><ul><!--part:row--><li><!--slot--></li><!--/part--></ul><!--/part-->\n<!--part:x--><!--/part-->B',
    );
    expect(frame).toBe('A{{{content}}}B');
    expect(Object.fromEntries(parts)).toEqual({
      list: '<ul>{{> @partial-block}}</ul>',
      row: '<li>{{> @partial-block}}</li>',
      x: '',
    });
  });

  it('has the same parts for HTML as for text', () => {
    const names = (file: string) => [...layout(file).parts.keys()].sort();
    expect(names('layout.html.hbs')).toEqual(names('layout.text.hbs'));
  });
});

describe('the templates', () => {
  const renderer = new TemplateRenderer('https://antq.example.test/');

  it.each(TEMPLATES)('%s refuses to go out with nothing to say', (template) => {
    expect(() => renderer.render(template, {})).toThrow(/not defined/);
  });

  it('say the same as text and as HTML', () => {
    const { text, html } = renderer.render('password-set', { name: 'Bà <A>' });
    expect(text).toMatch(
      /^Kính gửi: Bà <A>\n\nMật khẩu [^\n]+\n\nNếu [^\n]+\n\nĐây là thông báo tự động\.\n$/,
    );
    expect(html).toContain('Kính gửi: Bà &lt;A&gt;</div>');
    expect(html).toContain('Mật khẩu của tài khoản Ông/Bà vừa được đặt mới.');
    expect(html).not.toMatch(/<!--(part|slot)|\{\{/);
  });

  it('let the office answer that they name', () => {
    const office = {
      name: 'Công an\r\nxã',
      address: '',
      telephone: '',
      dutyOfficer: '',
      email: 'ca@xa.example.test',
    };
    expect(renderer.render('password-set', { name: 'A', office }).replyTo).toEqual({
      name: 'Công an xã',
      address: 'ca@xa.example.test',
    });
    const silent = { ...office, email: '' };
    expect(renderer.render('password-set', { name: 'A', office: silent }).replyTo).toBeUndefined();
  });
});
