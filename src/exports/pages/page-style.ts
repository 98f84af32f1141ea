/** The look of a page for people: black on white, on paper too, and in two shades that differ by lines as well, not by colour alone. */
export const PAGE_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: #fff; color: #1a1a1a; font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Ubuntu, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid #767676; font-size: 1.15rem; }
p, ul, ol, dl, table { margin: .5rem 0; }
a { color: #0b4f9e; }
.meta, .dim { color: #505050; }
.verdict { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
.verdict b { font-size: 1.15rem; }
svg { flex: none; overflow: visible; }
.key { margin: .5rem 0 1rem; padding: 0; list-style: none; }
.key li { margin: .2rem 0; }
.text { padding: 1rem 0; border-top: 1px solid #b8b8b8; border-bottom: 1px solid #b8b8b8; font: 1.05rem/1.65 Georgia, 'Times New Roman', serif; white-space: pre-wrap; overflow-wrap: anywhere; }
.ai { background: #ece3f7; border-bottom: 2px dotted #6a3fa0; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.ai.high { background: #d9c5f2; border-bottom-style: double; border-bottom-width: 3px; }
mark { background: #fdecb8; color: inherit; text-decoration: underline solid #8a5a00 1.5px; text-underline-offset: 3px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.left { color: #6b6b6b; }
sup { font: bold .7rem system-ui, sans-serif; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt { color: #505050; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #d0d0d0; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th { border-bottom-color: #767676; }
.number { text-align: end; white-space: nowrap; }
.sources { padding-inline-start: 1.75rem; }
.sources li { margin: .4rem 0; }
blockquote { margin: .25rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid #b8b8b8; }
.note { white-space: pre-wrap; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; color: #000; }
  .text { font-size: 11pt; }
  h2 { break-after: avoid; }
  li, tr, .verdict { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
