import { describe, expect, test } from 'vitest';
import { extract, extractAll, problemOf, wordsThatCount } from '../../support/extract.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { processorTime } from '../../support/processor-time.ts';

const within = (characters: number) => ({ limits: { ...DEFAULT_READING.limits, characters } });

describe('a plain text', () => {
  test('is shown as the file is, whatever its line ends', async () => {
    expect(await extract('a.txt', 'a\r\nb')).toEqual({
      text: 'a\nb',
      format: 'text',
      encoding: 'utf-8',
      warnings: [],
      markup: [],
      extracted: false,
    });
  });

  test('with hidden characters is shown as it is analysed', async () => {
    expect(await extract('a.txt', 'a\u200bb')).toMatchObject({
      text: 'ab',
      extracted: true,
      warnings: [{ code: 'hidden-characters' }],
    });
  });

  test.each([
    ['no byte', ''],
    ['white space alone', ' \r\n\t\u00a0\u3000'],
    ['a byte order mark alone', '\ufeff'],
    ['hidden characters alone', '\u200b\u200e'],
  ])('is empty: %s', async (_, content) => {
    expect(await problemOf('a.txt', content)).toMatchObject({ code: 'empty' });
  });
});

describe('a long document', () => {
  test('of as many characters as are analysed is analysed whole', async () => {
    expect(await extract('a.txt', 'a'.repeat(1000), within(1000))).toMatchObject({
      text: 'a'.repeat(1000),
      warnings: [],
    });
  });

  test('of more is cut, and says so with the limit and its setting', async () => {
    const { text, warnings } = await extract('a.txt', 'a'.repeat(1001), within(1000));
    expect(text).toHaveLength(1000);
    expect(warnings).toMatchObject([
      {
        code: 'truncated',
        message: expect.stringMatching(/more than 1000 characters \(ghostwriter\.limits\.characters\)/) as string,
      },
    ]);
  });

  test('is not cut through a character', async () => {
    expect((await extract('a.txt', `${'a'.repeat(999)}😀`, within(1000))).text).toHaveLength(999);
    expect((await extract('a.txt', `${'a'.repeat(998)}😀b`, within(1000))).text).toHaveLength(1000);
  });

  test('counts its line ends as one character each', async () => {
    expect((await extract('a.txt', 'a\r\n'.repeat(500), within(1000))).warnings).toEqual([]);
  });

  test.each(['a.html', 'a.md', 'a.tex'])('is cut in every format: %s', async (name) => {
    expect((await extract(name, 'word '.repeat(1000), within(1000))).text.length).toBeLessThanOrEqual(1000);
  });
});

describe('Markdown', () => {
  test('is shown as it is written, and only its words count', async () => {
    const source =
      '---\ntitle: x\n---\n# Head *line*\n\nSome **bold** and `code` [link text](http://a.b "t") ![alt](x.png) a &amp; b\\*c http://x.y/z.\n\n```js\ncode()\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n- [ ] task one\n> quote\n\n<div>in html</div>\n\nNote[^1] $x^2$.\n\n[^1]: The note.\n\n[ref]: http://q.r\n';
    expect((await extract('a.md', source)).text).toBe(source);
    expect(await wordsThatCount('a.markdown', source)).toBe(
      'Head line Some bold and code link text a b *c . task one quote in html Note . The note.',
    );
  });
});

describe('Markdown that is written as prose', () => {
  test('has prices that are no formulas', async () => {
    expect(
      await wordsThatCount(
        'a.md',
        'The rent rose from $500 in the spring, when she signed, to $900 this year. We have $x^2 + 1$ and $y$.',
      ),
    ).toBe('The rent rose from 500 in the spring, when she signed, to 900 this year. We have and .');
    expect(
      await wordsThatCount('a.md', 'She earns $14 an hour in the bakery and gets no more, she says, so that $'),
    ).toContain('an hour in the bakery');
  });

  test('has paragraphs that are indented, and code that is none of them', async () => {
    expect(
      await wordsThatCount(
        'a.md',
        'Head\n\n    The harbour at Lorne empties twice a day, and the boats lie down.\n\nMore\n\n    for (let i = 0; i < n; i++) sum += a[i];\n',
      ),
    ).toBe('Head The harbour at Lorne empties twice a day, and the boats lie down. More');
    expect(
      await wordsThatCount(
        'a.md',
        '    The harbour at Lorne empties twice a day,\n    and the boats lie down.\n\n    int main() { return 0; }\n\n    More of the harbour comes after that.\n',
      ),
    ).toBe('The harbour at Lorne empties twice a day, and the boats lie down. More of the harbour comes after that.');
    expect(
      await wordsThatCount('a.md', '\tThe harbour at Lorne empties twice a day, and the boats lie down.'),
    ).toContain('harbour');
  });

  test('has no pictures that are written into it', async () => {
    expect((await extract('a.md', `A ![x](data:image/png;base64,${'iVBOR'.repeat(100)}) b`)).text).toBe(
      'A ![x](data:) b',
    );
  });
});

describe('reStructuredText', () => {
  test('has words in headings, paragraphs, notes and footnotes', async () => {
    const source =
      'Title\n=====\n\n.. note:: Take care\n   of this.\n\n.. code-block:: python\n\n   x = 1\n\nSome **bold** and *it* and ``code`` and :ref:`the label <x>` and `link <http://x>`_. Example::\n\n   literal\n\nAfter.\n\n:Author: Me\n\n+---+---+\n| a | b |\n+---+---+\n\n.. [1] A footnote.\n';
    expect(await wordsThatCount('a.rst', source)).toBe(
      'Title Take care of this. Some bold and it and code and the label and link . Example After. A footnote.',
    );
  });

  test('has items without their numbers, and no tables', async () => {
    expect(
      await wordsThatCount(
        'a.rst',
        'List\n\n1. the first\n2. the second\n\n   (a) inner\n\n#. auto\n\nA. Smith wrote 3. He did so in\n1984. And then\n\n===  ===\nx    y\n===  ===\n1    2\n\n3    4\n===  ===\n\nAfter.\n\n==== ====\nno end\n',
      ),
    ).toBe('List the first the second inner auto A. Smith wrote 3. He did so in 1984. And then After. no end');
  });
});

describe('LaTeX', () => {
  test('has terms of descriptions, and the text of commands whose other arguments are none', async () => {
    expect(
      await wordsThatCount(
        'a.tex',
        String.raw`\begin{document}\def\LTcaptype{none}\def\pair#1#2{both}\newcommand\foo[1]{body}\setlength\parindent{0pt}
{Stays.} \setlength{\parskip}{6pt}{Stays too.} \setcounter{enumi}{1} \foreignlanguage{british}{A span} \texorpdfstring{$x$}{of x}
\begin{description}\item[apple] a red one\end{description}\end{document}`,
      ),
    ).toBe('Stays. Stays too. A span of x [apple] a red one');
  });

  test('has words in sections, emphasis, items, captions and footnotes', async () => {
    const source = String.raw`\documentclass{article}
\usepackage{graphicx} % words of a comment
\begin{document}
\section{Introduction}\label{sec:intro} % comment
Bees are \emph{important} \cite[p.~3]{smith} for 5\% of us, see~\ref{x}, $x^2$. \[ y \]
\begin{itemize}\item one \item \textbf{bold\footnote{A note.}}\end{itemize}
\begin{equation} E \end{equation} \verb|code| \href{http://x.y}{a link}.
\begin{table}[h]\begin{tabular}{ll} a & b \\ \end{tabular}\caption{Some things}\end{table}
\begin{verbatim}
not \end{words}
\end{verbatim}
\end{document} after`;
    expect(await wordsThatCount('a.tex', source)).toBe(
      'Introduction Bees are important for 5 % of us, see , . one bold A note. a link . Some things',
    );
  });

  test('has letters where accents are commands', async () => {
    expect(
      (
        await extract(
          'a.tex',
          String.raw`m\"ude Gro{\ss}vater geh\"{o}re H{\"a}lfte \c{c}a \c c \'{\i} na\"\i ve \v{s} \H{o} \o re \oe uvre {\aa} Stra\ss e \~n {\'e}t\'e \L{}\'od\'z \"Ubung`,
        )
      ).text,
    ).toBe('müde Großvater gehöre Hälfte ça ç í naïve š ő øre œuvre å Straße ñ été Łódź Übung');
    expect(
      (await extract('a.tex', String.raw`\begin{verbatim}\"u\end{verbatim} \verb|\"o| \alpha \item \over \ldots`)).text,
    ).toBe(String.raw`\begin{verbatim}\"u\end{verbatim} \verb|\"o| \alpha \item \over \ldots`);
  });

  test('that breaks off anywhere is read all the same', async () => {
    for (const source of [
      'a $b c\n\nd',
      'a \\begin{tabular} b',
      'a \\emph{b',
      'a \\',
      'a } b',
      'a \\verb',
      'a \\cite[b',
    ])
      expect(await wordsThatCount('a.tex', source)).toMatch(/^a/);
  });

  test('takes time in proportion to its length', async () => {
    const started = processorTime();
    await wordsThatCount('a.tex', '\\begin{x}{$\\cite{'.repeat(5_000));
    expect(processorTime() - started).toBeLessThan(3_000);
  });
});

describe('HTML', () => {
  test('is its visible text, blocks in paragraphs of their own', async () => {
    const source =
      '<html><head><title>T</title><style>x</style></head><body><nav>menu</nav><h1>Head</h1><p>One &eacute; <b>bo</b>ld<br>line</p><ul><li>a<li>b</ul><script>1</script><div style="display: none">hid</div><p hidden>den</p><pre>x\n  y</pre><table><tr><td>1<td>2</table></body></html>';
    expect(await extract('a.html', source)).toMatchObject({
      text: 'Head\n\nOne é bold\nline\n\na\nb\n\nx\n  y\n\n1\n2',
      extracted: true,
    });
  });

  test.each([
    ['display', '<p style="display: none">unseen words</p>'],
    [
      'a rule',
      '<style>.a, #b { color: red } div > .x { color: #fff !important }</style><div><p class="y x">unseen words</p></div>',
    ],
    ['white on white', '<p style="color:rgb(254 254 254)">unseen words</p>'],
    ['a font', '<font color="white">unseen words</font>'],
    [
      'the colour of the page',
      '<body bgcolor="#102030"><p style="color: white">Seen too.</p><p style="color:#112131">unseen words</p></body>',
    ],
    ['opacity', '<div style="opacity: 0.05"><p>unseen words</p></div>'],
    ['visibility', '<p style="visibility:hidden">unseen words <span style="visibility:visible">Seen too.</span></p>'],
    ['size', '<p style="font-size:1px">unseen words</p>'],
    ['place', '<p style="position:absolute; left:-9999px">unseen words</p>'],
    ['indent', '<p style="text-indent:-100em">unseen words</p>'],
    [
      'what is cut off',
      '<p style="position:absolute;clip:rect(0,0,0,0)">unseen words</p><p style="overflow:hidden;height:0"></p>',
    ],
    ['transparency', '<p style="color: transparent">unseen words</p>'],
  ])('without what no reader sees says so: %s', async (_, hidden) => {
    const { text, warnings } = await extract('a.html', `<p>Seen.</p>${hidden}`);
    expect(text.replace(/\s*Seen too\.\s*/, '')).toBe('Seen.');
    expect(warnings).toMatchObject([
      { code: 'hidden-text', message: expect.stringContaining('unseen words') as string },
    ]);
  });

  test('has text that only looks hidden', async () => {
    const source =
      '<style>p.x { color: #fff } .x.dark { background: #000 } @media print { p { display: none } }</style><p class="x dark">White on black.</p><p style="background:url(a.png);color:#fff">On a picture.</p><p style="color:yellow">Yellow.</p><details><summary>More</summary>of it.</details>';
    expect(await extract('a.html', source)).toMatchObject({
      text: 'White on black.\n\nOn a picture.\n\nYellow.\n\nMore\n\nof it.',
      warnings: [],
    });
  });

  test('of word processors is without comments, field codes and numbers of lists', async () => {
    const word = `<p>Seen<a class=msocomanchor href="#_msocom_1">[A1]</a> <span style='mso-element:field-begin'></span> PAGEREF x <span style='mso-element:field-separator'></span>12<span style='mso-element:field-end'></span></p><p><span style='mso-list:Ignore'>1.</span>Item</p><div style='mso-element:comment-list'><p>A comment.</p></div>`;
    expect((await extract('a.htm', word)).text).toBe('Seen 12\n\nItem');
    const google =
      '<html><body><p><span>Seen.</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>A comment.</span></p></div></body></html>';
    expect((await extract('a.html', google)).text).toBe('Seen.');
  });

  test('has what was typed into its fields', async () => {
    expect(
      (
        await extract(
          'a.html',
          '<p>Name</p><input value="Ada"><input type="hidden" value="x"><textarea>An answer.</textarea>',
        )
      ).text,
    ).toBe('Name\n\nAda\n\nAn answer.');
  });

  test('is read in the encoding that it declares', async () => {
    const page = Buffer.concat([
      Buffer.from('<meta charset="windows-1251"><p>'),
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    ]);
    expect(await extract('a.htm', page)).toMatchObject({ text: 'Привет', encoding: 'windows-1251' });
  });
});

describe('a notebook', () => {
  const notebook = JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: ['# Title\n', 'Text *here*.'] },
      { cell_type: 'code', source: 'print(1)' },
    ],
  });

  test('is its Markdown, with code only where that is asked for', async () => {
    expect((await extract('a.ipynb', notebook)).text).toBe('# Title\nText *here*.');
    expect((await extract('a.ipynb', notebook, { sourceCode: true })).text).toBe('# Title\nText *here*.\n\nprint(1)');
    expect(await wordsThatCount('a.ipynb', notebook)).toBe('Title Text here .');
  });

  const cells = (...sources: readonly (string | null)[]) =>
    JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'markdown', source })) });

  test('has cells that end what was left open in them', async () => {
    expect(await wordsThatCount('a.ipynb', cells('<!-- BEGIN', 'One two.', '$x costs', 'three', '```', 'four'))).toBe(
      'One two. $x costs three four',
    );
  });

  test('may have cells without a source, and pictures in them', async () => {
    expect(
      (await extract('a.ipynb', cells('One', null, `![a](data:image/png;base64,${'A'.repeat(200_000)})`, 'two'))).text,
    ).toBe('One\n\n![a](data:)\n\ntwo');
  });

  test('that is no JSON is damaged', async () => {
    expect(await problemOf('a.ipynb', '{"cells": [')).toMatchObject({ code: 'damaged' });
  });
});

describe('a table', () => {
  const rows = async (name: string, content: string, column = '') =>
    (await extractAll(name, content, { column })).map(({ part, text }) => [part, text]);

  test('is one document a row, of the column with the longest texts, called by its id', async () => {
    expect(await rows('a.csv', 'id,text,score\n7,"A long text, with a comma",1\n8,"Another\nline",2\n9,,3\n')).toEqual([
      ['7', 'A long text, with a comma'],
      ['8', 'Another\nline'],
    ]);
  });

  test('without ids counts its rows as a spreadsheet does', async () => {
    expect(await rows('a.csv', 'text;mark\nSome longer text;1\nSome other text;2\n')).toEqual([
      ['row 2', 'Some longer text'],
      ['row 3', 'Some other text'],
    ]);
    expect(await rows('a.csv', 'A long text without header;3\nAnother long text; 4\n')).toEqual([
      ['row 1', 'A long text without header'],
      ['row 2', 'Another long text'],
    ]);
    expect(await rows('a.tsv', 'text\tmark\nA text, with commas\t1\n')).toEqual([['row 2', 'A text, with commas']]);
  });

  test('with a line for Excel has the delimiter that it names', async () => {
    expect(await rows('a.csv', 'sep=|\ntext|mark\nSome, longer, text|1\n')).toEqual([['row 2', 'Some, longer, text']]);
  });

  test('has the column that is asked for, by name or number', async () => {
    const content = 'short,long\nyes,A much longer text\nno,Another much longer text\n';
    expect(await rows('a.csv', content, 'Short')).toEqual([
      ['row 2', 'yes'],
      ['row 3', 'no'],
    ]);
    expect(await rows('a.csv', content, '1')).toEqual([
      ['row 2', 'yes'],
      ['row 3', 'no'],
    ]);
    expect(await problemOf('a.csv', content, { column: 'essay' })).toMatchObject({
      message: expect.stringContaining('its columns are short, long') as string,
    });
  });

  const about = async (name: string, content: string, column = '') =>
    ((await extractAll(name, content, { column }))[0]?.tableWarnings ?? []).map(({ code, message }) => [code, message]);

  test('says which column it was read from, and which others have texts', async () => {
    const long = (text: string) => `${text} and then it goes on for a while so that it is as long as answers are.`;
    const content = `name,question,first,second\n${['Ada', 'Ben', 'Cleo'].map((name) => `${name},"What, in your own words, and with an example of where you live, is the reason for tides in a harbour like that of Lorne?","${long(`A ${name}`)}","${long(`Another ${name}`)}"`).join('\n')}`;
    expect(await about('a.csv', content)).toEqual([
      ['column-chosen', expect.stringMatching(/column “second”; there are texts in “first” too/)],
    ]);
    expect(await about('a.csv', content, 'first')).toEqual([]);
  });

  test('of one text a line, with commas in them, has whole lines', async () => {
    const lines = [
      'The boats lie down, twice a day, in the mud.',
      'The moon is small, but it works.',
      'Bread needs four things, and patience, and salt, and time.',
    ];
    expect((await rows('a.csv', lines.join('\n'))).map(([, text]) => text)).toEqual(lines);
    expect((await rows('a.csv', ['essay', ...lines].join('\n'))).map(([, text]) => text)).toEqual(lines);
  });

  test('with commas that no quotation marks hold together has them in the text', async () => {
    const content =
      'id,text\n1,The boats lie down, twice a day, in the mud.\n2,Bread needs four things.\n3,The moon is small.\n';
    expect(await rows('a.csv', content)).toEqual([
      ['1', 'The boats lie down, twice a day, in the mud.'],
      ['2', 'Bread needs four things.'],
      ['3', 'The moon is small.'],
    ]);
    expect((await about('a.csv', content)).map(([code]) => code)).toEqual(['damaged-rows', 'column-chosen']);
  });

  test('with a stray quotation mark loses no other row', async () => {
    const content =
      'id\ttext\ns0\t"Wait," she said, and the boats lay down in the mud.\ns1\tThe moon is small, but it works on water.\ns2\t"Quoted start only, and nothing that ends it.\ns3\tBread needs four things, and most of all patience.\n';
    expect((await rows('a.tsv', content)).map(([id]) => id)).toEqual(['s0', 's1', 's2', 's3']);
    expect((await about('a.tsv', content)).map(([code]) => code)).toContain('damaged-rows');
  });

  test('of JSON lines loses a line that is cut, and says so', async () => {
    const content =
      '{"id":"a","text":"The boats lie down."}\n{"id":"b","text":"Bread needs salt."}\n{"id":"c","text":"The moo';
    expect(await rows('a.jsonl', content)).toEqual([
      ['a', 'The boats lie down.'],
      ['b', 'Bread needs salt.'],
    ]);
    expect(await about('a.jsonl', content)).toContainEqual([
      'damaged-rows',
      expect.stringMatching(/^1 line is not JSON and was left out: line 3\./),
    ]);
  });

  test('of JSON has what lies inside of others, messages of a chat, and a list over many lines', async () => {
    expect(
      await rows(
        'a.jsonl',
        '{"id":"a","data":{"text":"The boats lie down in the mud."},"label":"essay"}\n{"id":"b","data":{"text":"Bread needs four things."},"label":"essay"}',
      ),
    ).toEqual([
      ['a', 'The boats lie down in the mud.'],
      ['b', 'Bread needs four things.'],
    ]);
    expect(
      await rows(
        'a.jsonl',
        '{"messages":[{"role":"user","content":"Write."},{"role":"assistant","content":[{"type":"text","text":"The boats lie down."}]}]}',
        'messages[].content',
      ),
    ).toEqual([['row 1', 'Write.']]);
    expect(
      await rows(
        'a.jsonl',
        '{"messages":[{"role":"user","content":"Write about the sea."},{"role":"assistant","content":"The boats lie down."}]}',
      ),
    ).toEqual([['row 1', 'Write about the sea.\n\nThe boats lie down.']]);
    expect(await rows('a.jsonl', '[\n {"id": "a", "text": "One text"},\n {"id": "b", "text": "Another"}\n]')).toEqual([
      ['a', 'One text'],
      ['b', 'Another'],
    ]);
  });

  test('of JSON lines has objects or strings', async () => {
    expect(await rows('a.jsonl', '{"id":"x/1","body":"A long text","n":3}\n\n{"id":"x2","body":"B"}\n')).toEqual([
      ['x/1', 'A long text'],
      ['x2', 'B'],
    ]);
    expect(await rows('a.ndjson', '"one text"\n"another"')).toEqual([
      ['row 1', 'one text'],
      ['row 2', 'another'],
    ]);
    expect(await problemOf('a.jsonl', 'no\njson')).toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/^Line 1/) as string,
    });
  });

  test('of millions of columns is no way to break it', async () => {
    expect((await extractAll('a.csv', `${','.repeat(1_000_000)}x`))[0]?.text).toBe('x');
  });
});

test('source code is read as it is where that is asked for', async () => {
  expect(await extract('a.py', 'print(1)\n', { sourceCode: true })).toMatchObject({
    text: 'print(1)\n',
    format: 'source-code',
    extracted: false,
  });
});

test('Markdown that nests too deeply for its parser is read with its marks', async () => {
  const text = `${'> '.repeat(8_000)}The river was wide.`;
  expect(await extract('a.md', text)).toMatchObject({ text, markup: [] });
});
