/** A sentence with `{name}` in place of values; or two, where the first is for a `count` of one. */
export type Wording = string | { readonly one: string; readonly other: string };

/**
 * All that the analysis, its process and its servers say to people, by code. Reports keep the English beside the code and its values; pages and the extension say it in their language (`notice.ts`).
 *
 * Whoever adds one writes it here alone, runs `npm run l10n` and translates it: it does not compile until then. A code is never given another meaning: reports hold it.
 */
export const NOTICES = {
  // The source as a whole.
  'source-missing': '{source} does not exist. Check the path, or whether it was moved.',
  'source-unreadable': '{source} could not be read ({error}). Check its permissions.',
  'source-gone':
    '{source} is not there any more. Put it back, or connect its drive again, and resume the analysis: what is done is kept.',
  'nothing-to-read': '{source} holds no file of a format that is read. Choose a folder or a ZIP with texts in it.',
  'nothing-to-read-because':
    '{source} holds no file of a format that is read. Choose a folder or a ZIP with texts in it. {reason}',
  'all-are-templates': 'All documents of {source} are templates (ghostwriter.baseline.ignore). Name fewer of them.',
  'document-gone': '{source} holds no {path} any more. Run the analysis again.',
  'about-document': '{path}: {notice}',
  'list-too-large': 'The list is larger than {megabytes} MB. Take out pictures and other sheets, and import it again.',
  'list-unreadable':
    'The list is no Excel workbook (.xlsx), or it is damaged. Open it in a spreadsheet program, save it as .xlsx and import it again.',
  'list-without-keys':
    'The list does not say which documents its rows are about: its hidden last column is missing. Export the list again and write into that.',
  'list-column-missing': 'The list has no column “{column}” any more. Name it so again, and import the list again.',
  'page-of-skipped': 'The document was skipped: there is no page of it. Try it again first.',
  'folder-unreadable':
    'The folder {folder} could not be read ({error}). Check its permissions and run the analysis again.',
  'folder-entries':
    'The folder holds more than {most} files and folders (ghostwriter.limits.entries); the rest was left out. Choose a smaller folder, or raise that limit, and run the analysis again.',
  'links-out': {
    one: '1 link leads out of the folder and was not followed: {links}. Copy what is meant into the folder.',
    other: '{count} links lead out of the folder and were not followed: {links}. Copy what is meant into the folder.',
  },
  'formats-left-out': {
    one: '1 file is of a format that is not read and was left out: {files}. {advice}',
    other: '{count} files are of formats that are not read and were left out: {files}. {advice}',
  },
  'to-have-them-analysed': '{ways} to have them analysed.',
  'save-as-text': 'Save such files as text, .docx or PDF',
  'save-as-word': 'Save such documents as .docx or PDF',
  'save-as-pdf': 'Save such files as PDF',
  'also-save-as-pdf': 'save such files as PDF',
  'save-as-csv': 'Save such tables as .csv',
  'also-save-as-csv': 'save such tables as .csv',
  'read-source-code': 'Turn on ghostwriter.sourceCode for source code',
  'also-read-source-code': 'turn on ghostwriter.sourceCode for source code',
  'platform-files': {
    one: '1 file that a learning platform wrote beside the submissions was passed over: {files}.',
    other: '{count} files that a learning platform wrote beside the submissions were passed over: {files}.',
  },
  'ignore-list-too-large':
    'The list {list} is larger than {kilobytes} KB and was left alone: what it names was analysed. Shorten it, or leave files out by ghostwriter.exclude.',
  'ignore-list-unreadable':
    'The list {list} could not be read: what it names was analysed. Check its permissions and run the analysis again.',
  'ignore-list-long-lines':
    'The list {list} has lines of more than {most} characters ({lines}), which were passed over. Write them as several.',
  'glob-too-long':
    'The glob {glob}… is longer than {most} characters. Write it as several (ghostwriter.include, ghostwriter.exclude, files.exclude) and run the analysis again.',
  'globs-too-long':
    'The globs are longer than {most} characters together (ghostwriter.include, ghostwriter.exclude, files.exclude). Take some out and run the analysis again.',
  'glob-unusable':
    'The glob {glob} cannot be used. Correct it (ghostwriter.include, ghostwriter.exclude, files.exclude) and run the analysis again.',
  'groups-unusable':
    'Documents cannot be grouped by {pattern}, which is no regular expression of the RE2 syntax: {reason}. Correct ghostwriter.groupBy (or --group-by) and run the analysis again.',
  'pattern-too-long': 'it is longer than {most} characters',
  'template-outside':
    'The template {template} does not lie in what is analysed, where templates of others have to. Name it by its path inside, without .. or a leading slash.',
  'template-not-found':
    'The template {template} (ghostwriter.baseline.ignore) was not found among the documents, or is of a format that is not read. Give its path inside the source, or an absolute one.',
  'template-unreadable': 'The template {template} could not be read, so that its passages count: {reason}',
  'total-size':
    'The documents before this one unpack to the {megabytes} MB that are allowed (ghostwriter.limits.totalSize). Split the source, or raise that limit, and run the analysis again.',

  // Files.
  'file-not-ordinary': 'It is no ordinary file. Choose files and folders only.',
  'file-changed': 'The file changed while it was read. Wait until nothing writes to it and run the analysis again.',
  'file-forbidden':
    'The file may not be read (permission denied). Give yourself read permission and run the analysis again.',
  'file-gone': 'The file was not there any more when its turn came. Run the analysis again.',
  'file-unreadable': 'The file could not be read ({error}).',
  'document-too-large':
    'The document is larger than {megabytes} MB (ghostwriter.limits.documentSize). Split it, or raise that limit, and run the analysis again.',
  'document-empty': 'The document is empty.',
  'document-cut':
    'The document has more than {most} characters (ghostwriter.limits.characters); only the first {most} were analysed. Split it, or raise that limit, to have all of it analysed.',
  'document-binary': 'The document is binary data, not text. Save it as text, .docx or PDF to have it analysed.',
  'bytes-damaged': {
    one: '1 character of the document is damaged and stands as “�”: its bytes are not valid UTF-8, in which the rest is written.',
    other:
      '{count} characters of the document are damaged and stand as “�”: their bytes are not valid UTF-8, in which the rest is written.',
  },
  'parser-failed':
    'The document could not be read: {reason}. It may be damaged; save it again with the program that made it, or as plain text.',
  'thread-ended': 'its thread ended',
  'memory-used-up': 'it took more than {megabytes} MB of memory',
  'parser-timed-out':
    'Reading the document took more than {seconds} seconds (ghostwriter.limits.seconds). Save it as plain text, or raise that limit, and run the analysis again.',

  // Archives.
  'this-archive': 'This archive',
  'archive-not-ordinary': '{archive} is no ordinary file. Choose a ZIP archive or a folder.',
  'archive-part-of-several':
    '{archive} is one part of an archive in several parts. Join the parts with the program that made them, and run the analysis again.',
  'archive-none':
    '{archive} is not a ZIP archive, or it is damaged. Try to open it with another program, pack it again and run the analysis again.',
  'archive-searched':
    '{archive} is damaged: its directory is missing or wrong. What a search for its entries found was read; others may be missing. Get the whole archive, or pack it again.',
  'archive-entries':
    '{archive} has more than {most} entries (ghostwriter.limits.entries); the rest was left out. Split it, or raise that limit, and run the analysis again.',
  'archive-nested':
    'This archive is in an archive that is itself in one, and only one level is opened. Unpack the outer one and analyse its folder.',
  'archive-beyond-entries':
    '{archive} was not opened: the archives before it have {most} entries (ghostwriter.limits.entries). Raise that limit and run the analysis again.',
  'archive-beyond-size':
    '{archive} was not opened: the archives before it unpack to more than is allowed (ghostwriter.limits.totalSize). Raise that limit and run the analysis again.',
  'entry-name-long':
    'The name of this archive entry is {bytes} bytes long, and no more than {most} are a name. Rename it and pack the archive again.',
  'entry-name-empty': 'The name of this archive entry is empty. Rename it and pack the archive again.',
  'entry-name-control':
    'The name of this archive entry holds control characters. Rename it and pack the archive again.',
  'entry-name-on-disk':
    'The name of this archive entry is a place on the disk, not one in the archive. Rename it and pack the archive again.',
  'entry-name-outside':
    'The name of this archive entry points outside the archive. Rename it and pack the archive again.',
  'entry-link': 'This archive entry is a link, not a document. Pack what it points to.',
  'entry-encrypted':
    'This archive entry is protected by a password. Unpack the archive with its password and analyse the folder.',
  'entry-method':
    'This archive entry is packed by a method that is not supported ({method}). Pack the archive again with an ordinary ZIP program.',
  'entry-in-other-part':
    'This archive entry lies in another part of an archive in several parts. Join the parts with the program that made them.',
  'entry-cut': 'This archive entry is cut off: its end is missing. Get the whole archive and run the analysis again.',
  'entry-cut-data':
    'This archive entry is cut off: the archive ends before its data do. Get the whole archive and run the analysis again.',
  'entry-place-missing': 'This archive entry is damaged: its place in the archive is missing. Pack the archive again.',
  'entry-overlapping':
    'This archive entry shares its bytes with another one, as in a bomb. If you trust the archive, unpack it yourself and analyse the folder.',
  'entry-checksum': 'This archive entry is damaged: its checksum is wrong. Pack the archive again.',
  'entry-header-missing': 'This archive entry is damaged: its header is missing. Pack the archive again.',
  'entry-not-unpacked': 'This archive entry is damaged: its data cannot be unpacked. Pack the archive again.',
  'entry-ratio':
    'This archive entry unpacks to more than {ratio} times its packed size, as a bomb does (ghostwriter.limits.ratio). If you trust it, raise that limit or unpack it yourself, and run the analysis again.',

  // Formats.
  'password-protected':
    'The document is protected by a password. Open it with its password, save it without one, and run the analysis again.',
  'part-missing': 'The document is damaged: {part} is missing. Open it in the program that wrote it and save it again.',
  'part-method':
    'The document is damaged: {part} is packed by a method that is not supported ({method}). Open it in the program that wrote it and save it again.',
  'part-not-unpacked':
    'The document is damaged: {part} cannot be unpacked. Open it in the program that wrote it and save it again.',
  'package-none':
    'The document is damaged: it is not the archive that such a document is. Open it in the program that wrote it and save it again.',
  'package-ratio':
    'The document unpacks to more than {ratio} times its size, as a bomb does (ghostwriter.limits.ratio). If you trust it, raise that limit, and run the analysis again.',
  'word-before-2007': 'The document is in the format of Word before 2007. Save it as .docx and run the analysis again.',
  'word-damaged': 'The document is damaged: its text is no well-formed XML. Open it in Word and save it again.',
  'word-parts-unread': {
    one: '1 document inside of this one could not be read: {parts}. Open it in Word and save it again.',
    other: '{count} documents inside of this one could not be read: {parts}. Open it in Word and save it again.',
  },
  'book-without-chapters': 'The book is damaged: it names no chapters. Open it in another program and save it again.',
  'chapters-unread': {
    one: '1 chapter is missing or damaged and was not read: {chapters}. Open the book in another program and save it again.',
    other:
      '{count} chapters are missing or damaged and were not read: {chapters}. Open the book in another program and save it again.',
  },
  'notebook-damaged':
    'The notebook is damaged: it is not the JSON that Jupyter writes. Open it in Jupyter and save it again.',
  'rich-text-damaged':
    'The document is damaged: it does not begin as Rich Text Format does. Open it in a word processor and save it again.',
  'pdf-scanned': 'Scanned: no text layer. Run character recognition (OCR) on this PDF and analyse the result.',
  'pdf-encrypted':
    'The PDF is protected by a password. Open it with its password, save it without one, and run the analysis again.',
  'pdf-damaged': 'The PDF is damaged and could not be read ({error}). Open it in another program and save it again.',
  'pdf-form-unread':
    'The PDF is a form of Adobe LiveCycle (XFA) that could not be read. What was filled in may be missing from its text. Print it to a PDF and analyse that.',
  'pdf-pages-scanned':
    '{empty} of {pages} pages hold no text, as scanned pages do; they were not analysed. Run character recognition (OCR) on them.',
  'files-included': {
    one: '1 LaTeX file is included by another one and was read as a part of it: {files}.',
    other: '{count} LaTeX files are included by others and were read as parts of them: {files}.',
  },
  'inclusions-missing': {
    one: '1 file that the text includes is not in the source and was not read: {files}. Put it beside the text, and run the analysis again.',
    other:
      '{count} files that the text includes are not in the source and were not read: {files}. Put them beside the text, and run the analysis again.',
  },
  'about-table': 'About the table {path}: {notice}',
  'table-unreadable': 'The table could not be read: {error}.',
  'tables-too-many-rows':
    'The tables hold more than {most} rows (ghostwriter.limits.entries); what comes after row {row}, in {path}, was left out. Analyse fewer tables at once.',
  'tables-too-large':
    'The tables hold more than {most} characters; what comes after row {row}, in {path}, was left out. Analyse fewer tables at once.',
  'table-quotation-marks': {
    one: '1 row has a quotation mark that closes nothing; it was read as a line of its own. Put quotation marks around the text and double those in it.',
    other:
      '{count} rows have quotation marks that close nothing; each was read as a line of its own. Put quotation marks around the texts and double those in them.',
  },
  'table-surplus-cells': {
    one: '1 row has more cells than there are columns; what is too much was taken for commas in its text. Put quotation marks around the text.',
    other:
      '{count} rows have more cells than there are columns; what is too much was taken for commas in their texts. Put quotation marks around the texts.',
  },
  'table-not-json': 'Line {line} is not JSON. Each line must be one object, such as {example}.',
  'table-lines-left-out': {
    one: '1 line is not JSON and was left out: line {lines}. Correct it to have it analysed.',
    other: '{count} lines are not JSON and were left out: lines {lines}. Correct them to have them analysed.',
  },
  'column-chosen': 'The texts were read from the column “{column}”.',
  'column-chosen-among':
    'The texts were read from the column “{column}”; there are texts in {others} too. Name one of them (ghostwriter.textColumn) to have it analysed.',
  'column-missing':
    'The table has no column “{column}” (ghostwriter.textColumn); its columns are {columns}. Name one of them, or its number.',
  'column-missing-unnamed':
    'The table has no column “{column}” (ghostwriter.textColumn); its columns have no names. Name one of them, or its number.',

  // What stands in a text to deceive.
  'documents-with-hidden-text': {
    one: '1 document holds text that readers do not see. It was left out, and is quoted with its document.',
    other: '{count} documents hold text that readers do not see. It was left out, and is quoted with each of them.',
  },
  'hidden-text': {
    one: '1 word is hidden from readers and was left out: “{excerpt}”. They are white, tiny or transparent, lie outside of the page or are marked as hidden. Such text is put into documents to mislead programs that read them. Look at the original.',
    other:
      '{count} words are hidden from readers and were left out: “{excerpt}”. They are white, tiny or transparent, lie outside of the page or are marked as hidden. Such text is put into documents to mislead programs that read them. Look at the original.',
  },
  'given-still-judged':
    'Its cover sheet or questions still count for its AI probability: the file changed while it was analysed. Run the analysis again.',
  'soft-hyphens-left-out': {
    one: '1 character that cannot be seen was left out ({kinds}).',
    other: '{count} characters that cannot be seen were left out ({kinds}).',
  },
  'hidden-characters': {
    one: '1 character that cannot be seen was left out ({kinds}). Such characters come from copying web pages, and are put into texts to hide where they come from. Look at the original.',
    other:
      '{count} characters that cannot be seen were left out ({kinds}). Such characters come from copying web pages, and are put into texts to hide where they come from. Look at the original.',
  },
  'zero-width': '{count} zero-width',
  'of-direction': '{count} that change the direction of writing',
  'soft-hyphens': { one: '1 soft hyphen', other: '{count} soft hyphens' },
  'strange-blanks': {
    one: '1 blank of another kind stands in place of a space. They are put into texts to hide where they come from. Look at the original.',
    other:
      '{count} blanks of other kinds stand in place of spaces. They are put into texts to hide where they come from. Look at the original.',
  },
  'lookalike-letters': {
    one: '1 word has letters that only look like those that belong there (“{example}”). They were read as the letters that they look like. Such letters are put into texts to hide where they come from. Look at the original.',
    other:
      '{count} words have letters that only look like those that belong there, such as “{example}”. They were read as the letters that they look like. Such letters are put into texts to hide where they come from. Look at the original.',
  },
  'strange-marks': {
    one: '1 mark on a letter that the language does not have was left out. Such marks are put into texts to hide where they come from. Look at the original.',
    other:
      '{count} marks on letters that the language does not have were left out. Such marks are put into texts to hide where they come from. Look at the original.',
  },

  // The analysis.
  'analysis-cancelled': 'The analysis was cancelled.',
  'model-damaged': 'The model file {file} is damaged. Install the extension again.',
  'model-missing': 'The model file {file} is missing. Install the extension again.',
  'detector-damaged': 'The detector in {folder} is damaged. Install the extension again.',
  'document-not-analysed': 'The document could not be analysed: {reason}.',
  'thread-not-started': 'An analysis thread could not start: {reason}. Run the analysis again.',
  'process-not-started': 'The analysis process could not be started: {error}',
  'process-ended-by-signal': 'The analysis process ended unexpectedly ({signal}). Run the analysis again.',
  'process-ended': 'The analysis process ended unexpectedly (exit code {status}). Run the analysis again.',
  'process-last-words': '{what}\n{words}',
  'cache-damaged': 'A part of the analysis cache was damaged. It was set aside, and its documents were analysed again.',
  'clusters-reduced':
    '{wanted} clusters were asked for and {found} made: there are not enough different documents for more.',
  'copied-pairs-cut':
    'More pairs of documents are copies than a report lists: each document has those of its largest shares. The groups of near-copies are complete.',
  'common-runs':
    '{words} words of {documents} documents stand in runs of fewer than 25 words that more than {heldBy} documents hold. They count for no copied pair. If they come from a sheet that all were given, name it as a template.',
  'topics-by-letters': {
    one: '1 document is not in English, the one language that the encoder knows. Its topic is found by the letters of its words, and its likeness in meaning says little. Search for words in it, not for meaning.',
    other:
      '{count} documents are not in English, the one language that the encoder knows. Their topics are found by the letters of their words, and their likeness in meaning says little. Search for words in them, not for meaning.',
  },
  'fast-encoder':
    'The fast encoder was used: this batch is large (about {millions} million characters), and the full one would have taken some {minutes} minutes of one core more. It compares texts by their words, not by whole sentences; near-copies are found as well. To use the full one, set ghostwriter.encoder to full (--encoder full) and run the analysis again.',
  'earlier-report-unreadable':
    '{file} could not be read as a report, so clusters are numbered by size. Name a report.json or a JSON export of this program.',
  'detector-changed':
    'This analysis was made by another version of the detector. Run it again to see why its texts score as they do.',
  'no-rows':
    'Single pairs of this analysis cannot be shown: what they are made of is missing or damaged. Run it again.',
  'no-vectors':
    'This analysis cannot be searched by meaning: the vectors of its documents are missing or damaged. Run it again.',
  'results-damaged': 'The results of this analysis are missing or damaged. Run the analysis again.',
  'results-unreadable':
    'The results of this analysis are there, and cannot be read now ({error}). Check who may read them and whether too many files are open, and open them again.',
  'passages-missing':
    'The passages of {texts} of the texts are missing from this page: these could not be read, or have changed since they were analysed. Put them back, or run the analysis again, and export the page anew.',
  'memory-available':
    'This analysis of {documents} documents would take about {needed} of memory, and {available} are available. {wayOut} To analyse it anyway, choose Continue Anyway (--memory-limit none).',
  'memory-allowed':
    'This analysis of {documents} documents would take about {needed} of memory, and {available} are allowed. {wayOut} To analyse it anyway, choose Continue Anyway (--memory-limit none).',
  'make-room': 'Close other programs, or use a machine with more memory.',
  'would-fit': 'It would fit {way}.',
  'either-way': '{first}, or {second}',
  'with-fast-encoder': 'with the fast encoder (ghostwriter.encoder, --encoder fast)',
  'with-threads': {
    one: 'with 1 thread (ghostwriter.threads, --jobs 1)',
    other: 'with {count} threads (ghostwriter.threads, --jobs {count})',
  },
  'in-parts': 'in parts of up to {documents} documents',
  'disk-full': 'The disk with {place} is full. Make room and resume the analysis: what is done is kept.',
  'not-writable':
    '{place} may not be written to ({error}). Give yourself the right to write there and resume the analysis: what is done is kept.',
  'too-many-files-open':
    'Too many files are open on this machine ({error}). Close some programs and resume the analysis: what is done is kept.',
  'place-gone':
    '{place} is not there any more ({error}). Connect the drive again and resume the analysis: what is done is kept.',
  'not-written':
    '{place} could not be written to ({error}). Check the disk and resume the analysis: what is done is kept.',

  // What a batch is measured against.
  'baseline-unusable':
    'The baseline folder cannot be used: {reason} Choose another one by "Ghost-Writer: Set Baseline Folder…", or clear it there.',
  'baseline-too-small':
    'The baseline folder {folder} holds {texts} texts that can be judged; at least {least} are needed. The analysis went on without a baseline. Add texts of 50 words or more.',
  'baseline-of-others': 'A baseline is a folder of this machine, which options of others cannot name. Leave it out.',
  'samples-of-others':
    'Machine samples are a folder of this machine, which options of others cannot name. Leave them out.',
  'samples-unusable':
    'The folder of machine samples cannot be used: {reason} Choose another one by "Ghost-Writer: Set Machine Samples…", or clear it there.',
  'samples-too-few': {
    one: 'The folder of machine samples {folder} holds 1 different text that can be judged; at least {least} are needed, better 20. Documents were not compared with them. Add answers of 50 words or more.',
    other:
      'The folder of machine samples {folder} holds {count} different texts that can be judged; at least {least} are needed, better 20. Documents were not compared with them. Add answers of 50 words or more.',
  },
  'samples-unreadable': 'Texts among the machine samples in {folder} cannot be read, and were not used: {names}.',
  'samples-too-short': 'Texts among the machine samples in {folder} are under 50 words, and were not used: {names}.',
  'samples-no-prose':
    'Texts among the machine samples in {folder} are no English prose that can be judged, and were not used: {names}.',
  'samples-assignment':
    'Texts among the machine samples in {folder} hold the assignment and hardly an answer, and were not used: {names}.',
  'samples-duplicate':
    'Texts among the machine samples in {folder} are the same as others of them, and were used once: {names}.',
  'samples-in-baseline':
    'Texts among the machine samples in {folder} stand in the baseline of people too, and were not used: {names}. Take them out where they do not belong.',
  'samples-documents':
    "Texts among the machine samples in {folder} are the same as documents of the batch, and were not used: {names}. A student's text is no sample: take it out of the folder.",
  'samples-too-many':
    'The folder of machine samples {folder} holds {texts} texts; {most} of them were used. More would not help.',
  'samples-in-source': {
    one: '1 file of the source lies in the folder of machine samples {folder}, and is no document of the batch.',
    other:
      '{count} files of the source lie in the folder of machine samples {folder}, and are no documents of the batch.',
  },
  'sample-not-compared':
    '{path} could not be read again, or has changed meanwhile, and was not compared with the machine samples. Run the analysis again.',
  'samples-like-baseline':
    'The machine samples in {folder} cannot be told from the baseline: {told} of {texts} were, each left out. They change nothing; levels are measured against the baseline alone. Use answers to this very assignment, and more of them, and a baseline of the same kind of text.',
  'samples-batch-too-small':
    'The batch has {documents} documents that can be judged, and there is no baseline: at least {least} are needed to rank documents by the machine samples in {folder}. Documents have their likeness to the samples alone. Name a baseline folder.',
  'samples-like-batch':
    'Most documents of the batch are as near to the machine samples in {folder} as these are to each other: without a baseline they cannot be told apart, and the samples change no level. Name a baseline folder.',

  // Servers.
  'chat-no-address':
    '{address} is no address of a server. Give one such as http://localhost:11434/v1 (ghostwriter.samples.server).',
  'chat-no-answer': '{url} does not answer{why}. Start the server, or correct ghostwriter.samples.server.',
  'chat-needs-key': '{url} asks for a key. Run Ghost-Writer: Set Key for Machine Samples…, then try again.',
  'chat-wrong-key':
    '{url} does not take the key that is kept for it. Run Ghost-Writer: Set Key for Machine Samples… with another one, then try again.',
  'chat-key-in-the-open':
    'The key is not sent to {url}: the connection is not encrypted, and others on the network could read it. Give an address with https:// (ghostwriter.samples.server), or run Ghost-Writer: Forget Key for Machine Samples.',
  'chat-status': "{url} answers with status {status}.{saying} Look into the server's log, and check the model's name.",
  'chat-no-model': '{url} has no model. Load one there first.',
  'chat-failed': "{model} on {url} failed: {saying} Look into the server's log.",
  'chat-broke-off': "{url} broke off in the middle of an answer. Look into the server's log, and try again.",
  'chat-silent': "{url} has said nothing for {seconds} seconds. Try a smaller model, or look into the server's log.",
  'chat-endless': '{url} does not come to an end with its answer. Try another model.',
  'chat-model-gone': '{url} does not have the model {model} any more.{saying} Load it there, or choose another one.',
  'chat-busy':
    '{url} takes no more requests for now.{saying} Wait a while and run the command again: what was made stays.',
  'chat-elsewhere': '{url} sends on to another address. Give that one as ghostwriter.samples.server.',
  'chat-not-understood':
    "{url} does not answer in the way of OpenAI's interface. Check the address: it mostly ends with /v1.",
  'server-address-unreadable':
    '{address} is no address of a server: it cannot be read. Give ghostwriter.server.url one such as https://server.example:8420.',
  'server-address-scheme':
    '{address} is no address of a server: it begins neither with https:// nor with http://. Give ghostwriter.server.url one such as https://server.example:8420.',
  'server-address-secret':
    '{address} is no address of a server: there is a name or a password in it; a token is kept with Ghost-Writer: Set Server Token…. Give ghostwriter.server.url one such as https://server.example:8420.',
  'server-address-query':
    '{address} is no address of a server: there is a ? or a # in it. Give ghostwriter.server.url one such as https://server.example:8420.',
  'server-not-ours':
    '{url} does not answer as a Ghost-Writer server of this version does. Check ghostwriter.server.url, and that server and extension have the same version.',
  'server-certificate':
    'The certificate of {url} is not trusted ({error}), and nothing was sent. Have whoever runs the server give it a valid one, or have its authority installed on this machine.',
  'server-no-tls':
    '{url} does not speak TLS ({error}). Ask whoever runs the server for its address, and set ghostwriter.server.url to it.',
  'server-unreachable':
    '{url} could not be reached ({error}). Check that the server runs and that ghostwriter.server.url names it, then resume; or clear that setting to analyse on this machine.',
  'server-token':
    '{url} asks for a token, or does not know the one that is kept here. Run Ghost-Writer: Set Server Token…, then resume.',
  'server-strange': '{url} answered {status}, and not as a Ghost-Writer server does. Check ghostwriter.server.url.',
  'server-says': '{url}: {message}',
  'goes-on-there': '{reason} What was uploaded goes on there.',
  'remote-state-unreadable':
    'What was kept of this analysis on a server cannot be read: {reason} Run the analysis again.',
  'remote-state-missing': 'What was kept of this analysis on a server is missing. Run the analysis again.',
  'remote-batch-gone':
    '{url} has this batch no longer: it was deleted there, or its days are over. Resume to upload it again.',
  'removed-here-unknown':
    "It was removed here, and whether its texts are still on a server is not known: {reason} Look at the server's page, and delete it there.",
  'removed-here-alone':
    "It was removed here, and its texts are still on {url} as batch {batch}: {reason} Delete it on the server's page.",
  'remote-failed': '{url} could not analyse this batch. Resume to try it again.',
  'remote-stopped': 'The analysis was stopped on {url}. Resume to let it go on.',
  'stopped-here-alone': 'The analysis was stopped here, and may go on on the server. {reason}',
  'file-not-uploaded':
    '{path} could not be read and was not uploaded. Check its permissions and run the analysis again.',
  'files-not-uploaded': {
    one: '1 file could not be read and did not come along.',
    other: '{count} files could not be read and did not come along.',
  },
  'baseline-stays-here':
    'The baseline folder (ghostwriter.detector.baseline) stays on this machine, and levels were not measured against it.',
  'samples-stay-here':
    'The machine samples (ghostwriter.detector.machineSamples) stay on this machine, and documents were not compared with them.',
  'template-not-uploaded':
    'The template {template} (ghostwriter.baseline.ignore) does not lie in what is uploaded. Copy it there, or take it out of the setting.',
  'name-unusable': 'A file has a name that cannot be kept: {name}. Rename it.',
  'name-too-long': 'A file has a name of more than {most} bytes. Rename it.',
  'path-too-long': 'A file has a path of more than {most} bytes. Put it into fewer folders, or rename these.',
  'name-of-folder': '{name} lies in a folder of which there is a file of the same name. Rename one of them.',
  'names-too-many':
    'There are several files of one name, whose ending is too long to number them: {name}. Rename them.',
  'event-too-long': 'An event is too long.',
} as const satisfies Record<string, Wording>;
