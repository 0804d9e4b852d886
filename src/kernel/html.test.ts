import { escapeHtml } from './html';

test.each([
  ['plain text', 'plain text'],
  ['<script>alert("1")</script>', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
  ["Ada's & Co", 'Ada&#39;s &amp; Co'],
  ['&lt;', '&amp;lt;'],
])('%p stands in HTML as %p', (text, html) => {
  expect(escapeHtml(text)).toBe(html);
});
