import { defineMailTemplate, getMailTemplate, renderLetter } from './mail-template';

test('a letter becomes plain text and harmless HTML', () => {
  const letter = { to: 'ada@example.com', subject: 'Hello <Ada>', paragraphs: ['Hello <b>Ada</b>,', 'one\ntwo'] };
  expect(renderLetter(letter)).toEqual({
    subject: 'Hello <Ada>',
    text: 'Hello <b>Ada</b>,\n\none\ntwo\n',
    html: '<p>Hello &lt;b&gt;Ada&lt;/b&gt;,</p>\n<p>one<br>two</p>',
  });
});

test('a template is found by its name, which only one can have', () => {
  const template = defineMailTemplate({ name: 'proof', compose: async () => null });
  expect(getMailTemplate('proof')).toBe(template);
  expect(() => defineMailTemplate({ name: 'proof', compose: async () => null })).toThrow('the mail template proof is declared twice');
  expect(() => getMailTemplate('no such')).toThrow('there is no mail template no such');
});
