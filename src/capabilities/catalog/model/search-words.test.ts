import { MAX_WORD_LENGTH, MAX_WORDS, searchTerms, wordsOf, wordsOfProduct } from './search-words';

describe('wordsOf', () => {
  test.each([
    ['Red BOX', ['red', 'box']],
    ['Crème brûlée', ['creme', 'brulee']],
    ['Straße, Łódź, smørrebrød, Æon, Þór, œuvre, Iğdır', ['strasse', 'lodz', 'smorrebrod', 'aeon', 'thor', 'oeuvre', 'igdir']],
    ['İSTANBUL ẞ', ['istanbul', 'ss']],
    ['CHILDREN\'S children’s ’tis', ['childrens', 'childrens', 'tis']],
    ['t-shirt "x" a*b 50% (c) [d] AND -not', ['t', 'shirt', 'x', 'a', 'b', '50', 'c', 'd', 'and', 'not']],
    ['85123A', ['85123a']],
    ['Борщ Ελλάδα', ['борщ', 'ελλαδα']],
    ['日本語 mug コーヒー', ['日', '本', '語', 'mug', 'コ', 'ー', 'ヒ', 'ー']],
    ['🎉party🎉 ☕️', ['🎉', 'party', '🎉', '☕']],
    ['ｆｕｌｌ ﬁne ½', ['full', 'fine', '1', '2']],
    [' %_\'"*-+()~<>@\\/\u0000\ud800 ', []],
    ['co\u00adope\u200brate', ['cooperate']],
    ['', []],
  ])('%j has the words %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('a longer word is known by its beginning', () => {
    expect(wordsOf('x'.repeat(200))).toEqual(['x'.repeat(MAX_WORD_LENGTH)]);
    expect(wordsOf('𝒳'.repeat(200))).toEqual(['x'.repeat(MAX_WORD_LENGTH)]);
    expect([...wordsOf('𐐨'.repeat(200))[0]!]).toHaveLength(MAX_WORD_LENGTH);
  });
});

describe('searchTerms', () => {
  test.each([
    ['red bo', { whole: ['red'], beginning: 'bo' }],
    ['Red red RED', { whole: ['red'], beginning: 'red' }],
    ['bo', { whole: [], beginning: 'bo' }],
    ['%', null],
  ])('%j asks for %j', (search, terms) => {
    expect(searchTerms(search)).toEqual(terms);
  });
});

describe('wordsOfProduct', () => {
  test('name, category, SKUs with and without separators, variants and description, each word once', () => {
    const variants = [
      { name: 'Large', sku: 'MUG-01' },
      { name: 'Small mug', sku: 'X' },
    ];
    const words = wordsOfProduct({ name: 'Mug', description: 'A large mug.', category: 'Kitchen', variants });
    expect(words).toEqual(['mug', 'kitchen', '01', 'mug01', 'large', 'x', 'small', 'a']);
  });

  test('what is missing has no words', () => {
    expect(wordsOfProduct({ name: 'Mug', description: null, category: null, variants: [] })).toEqual(['mug']);
  });

  test('the words of a long description are cut off, never those of the name', () => {
    const description = Array.from({ length: 2_000 }, (_, index) => `w${index}`).join(' ');
    const words = wordsOfProduct({ name: 'Zebra', description, category: null, variants: [{ name: 'Last', sku: 'SKU' }] });
    expect(words).toHaveLength(MAX_WORDS);
    expect(words.slice(0, 4)).toEqual(['zebra', 'sku', 'last', 'w0']);
  });
});
