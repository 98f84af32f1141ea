import { spawnSync } from 'node:child_process';
import iconv from 'iconv-lite';

/** Short texts written for these tests, as people write them: some sentences on everyday things. */
const TEXTS = {
  english:
    'The café at the corner sells naïve paintings for 5 € each — “a bargain”, says the owner. We’ve never bought one.',
  french:
    'L’été dernier, nous avons loué une maison près de la forêt. Chaque matin, les garçons allaient chercher du pain à vélo et rentraient très fatigués, mais heureux. À midi, le boulanger fermait déjà.',
  german:
    'Während des Frühstücks hörten wir draußen ein Geräusch. Über der Straße flogen große Vögel, und die Kinder liefen schnell hinaus, um sie zu zählen. Später schrieben wir alles auf.',
  spanish:
    'El año pasado mi compañera de clase viajó por América del Sur y nos envió una postal cada semana. ¿Quién habría pensado que volvería tan contenta? Ahora enseña español a los niños pequeños.',
  polish:
    'W zeszłym roku uczniowie naszej szkoły zbierali stare książki i oddawali je do biblioteki. Każdy mógł przynieść, co chciał, a później wspólnie czytaliśmy najciekawsze opowiadania. Było bardzo wesoło.',
  czech:
    'Příliš mnoho lidí si myslí, že včely žijí jen v úlech. Ve skutečnosti většina druhů hnízdí v zemi nebo ve starém dřevě a potřebuje kvetoucí louky. Proto je důležité, aby louky zůstaly.',
  hungarian:
    'Tavaly nyáron a nagymamám kertjében dolgoztunk, és minden reggel megöntöztük a virágokat. Délután fáradtan ültünk a diófa alatt, és történeteket hallgattunk a régi időkről. Őszre minden beérett.',
  russian:
    'Прошлым летом мы жили в деревне у бабушки и каждое утро ходили на реку. Вечером мы сидели на крыльце, пили чай и слушали старые истории о людях, которые когда-то построили этот дом.',
  ukrainian:
    'Минулого літа ми жили в селі у бабусі й щоранку ходили до річки. Увечері ми сиділи на ґанку, пили чай і слухали давні історії про людей, які колись збудували цю хату. Їх було багато.',
  greek:
    'Το περασμένο καλοκαίρι μείναμε στο χωριό της γιαγιάς και κάθε πρωί πηγαίναμε στη θάλασσα. Το βράδυ καθόμασταν στην αυλή, πίναμε τσάι και ακούγαμε παλιές ιστορίες για τους ανθρώπους του χωριού.',
  turkish:
    'Geçen yaz büyükannemin köyünde kaldık ve her sabah nehre gittik. Akşamları bahçede oturup çay içtik, eski günlerin hikâyelerini dinledik. Küçük kardeşim ağaçların altında uyuyakaldı.',
  hebrew:
    'בקיץ שעבר גרנו בכפר של סבתא ובכל בוקר הלכנו אל הנהר. בערב ישבנו במרפסת, שתינו תה והקשבנו לסיפורים ישנים על האנשים שבנו את הבית הזה לפני שנים רבות.',
  arabic:
    'في الصيف الماضي أقمنا في قرية جدتي وكنا نذهب كل صباح إلى النهر. وفي المساء كنا نجلس أمام البيت ونشرب الشاي ونستمع إلى القصص القديمة عن الناس الذين بنوا هذا البيت.',
  thai: 'เมื่อฤดูร้อนที่แล้วเราไปพักที่หมู่บ้านของคุณยาย ทุกเช้าเราเดินไปที่แม่น้ำ และตอนเย็นเรานั่งดื่มชาที่ระเบียงและฟังเรื่องเล่าเก่า ๆ เกี่ยวกับผู้คนที่สร้างบ้านหลังนี้',
  simplifiedChinese:
    '去年夏天，我们住在奶奶的村子里，每天早上都去河边散步。晚上我们坐在院子里喝茶，听她讲从前的故事。那些故事里有很多善良的人，也有很多有趣的动物。',
  traditionalChinese:
    '去年夏天，我們住在奶奶的村子裡，每天早上都去河邊散步。晚上我們坐在院子裡喝茶，聽她講從前的故事。那些故事裡有很多善良的人，也有很多有趣的動物。',
  japanese:
    '去年の夏、私たちは祖母の村に住んでいて、毎朝川まで歩きました。夜は庭に座ってお茶を飲みながら、昔の話を聞きました。その話には優しい人たちがたくさん出てきます。',
  korean:
    '지난여름에 우리는 할머니 댁에서 지내면서 매일 아침 강가를 걸었습니다. 저녁에는 마당에 앉아 차를 마시며 옛날이야기를 들었습니다. 그 이야기에는 착한 사람들이 많이 나옵니다.',
} as const;

export interface EncodedSample {
  /** The encoding, the language and who encoded it. */
  readonly name: string;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** What each encoder calls an encoding: `iconv -t` for the system's, the name in iconv-lite otherwise. */
type Encoder = 'iconv-lite' | 'node' | 'iconv';

const MARK = '\ufeff';
const SAMPLES: readonly (readonly [
  encoding: string,
  language: keyof typeof TEXTS,
  encoder: Encoder,
  marked?: 'marked',
])[] = [
  ['utf8', 'english', 'node'],
  ['utf8', 'japanese', 'node', 'marked'],
  ['utf16le', 'german', 'node', 'marked'],
  ['utf16le', 'french', 'node'],
  ['utf16le', 'russian', 'node'],
  ['utf16le', 'simplifiedChinese', 'node'],
  ['utf16le', 'japanese', 'node'],
  ['utf16le', 'arabic', 'node'],
  ['UTF-16BE', 'korean', 'iconv', 'marked'],
  ['UTF-16BE', 'english', 'iconv'],
  ['UTF-16BE', 'greek', 'iconv'],
  ['UTF-16BE', 'traditionalChinese', 'iconv'],
  ['UTF-32LE', 'polish', 'iconv', 'marked'],
  ['UTF-32BE', 'thai', 'iconv', 'marked'],
  ['latin1', 'german', 'node'],
  ['windows-1252', 'english', 'iconv-lite'],
  ['windows-1252', 'french', 'iconv-lite'],
  ['windows-1252', 'spanish', 'iconv-lite'],
  ['ISO-8859-2', 'polish', 'iconv'],
  ['ISO-8859-2', 'czech', 'iconv'],
  ['windows-1250', 'polish', 'iconv-lite'],
  ['windows-1250', 'czech', 'iconv-lite'],
  ['windows-1250', 'hungarian', 'iconv-lite'],
  ['windows-1251', 'russian', 'iconv-lite'],
  ['windows-1251', 'ukrainian', 'iconv-lite'],
  ['KOI8-R', 'russian', 'iconv'],
  ['ISO-8859-5', 'russian', 'iconv'],
  ['cp866', 'russian', 'iconv-lite'],
  ['ISO-8859-7', 'greek', 'iconv'],
  ['windows-1253', 'greek', 'iconv-lite'],
  ['windows-1254', 'turkish', 'iconv-lite'],
  ['windows-1255', 'hebrew', 'iconv-lite'],
  ['windows-1256', 'arabic', 'iconv-lite'],
  ['tis620', 'thai', 'iconv-lite'],
  ['gbk', 'simplifiedChinese', 'iconv-lite'],
  ['GB18030', 'simplifiedChinese', 'iconv'],
  ['big5', 'traditionalChinese', 'iconv-lite'],
  ['Shift_JIS', 'japanese', 'iconv-lite'],
  ['EUC-JP', 'japanese', 'iconv'],
  ['ISO-2022-JP', 'japanese', 'iconv'],
  ['EUC-KR', 'korean', 'iconv-lite'],
  ['macroman', 'french', 'iconv-lite'],
  ['macroman', 'german', 'iconv-lite'],
];

function encode(text: string, encoding: string, encoder: Encoder): Uint8Array {
  switch (encoder) {
    case 'node':
      return Buffer.from(text, encoding as BufferEncoding);
    case 'iconv-lite':
      return iconv.encode(text, encoding);
    case 'iconv': {
      const { status, stdout, stderr } = spawnSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: text });
      if (status !== 0) throw new Error(`iconv could not encode in ${encoding}: ${stderr.toString()}`);
      return stdout;
    }
  }
}

/** What an encoding without typographic marks can hold. */
const plain = (text: string) => text.replaceAll('’', "'").replaceAll('—', '-').replace(/[“”]/g, '"');

/** Texts in many languages and encodings, each encoded by Node, by iconv-lite or by the system's `iconv`. */
export function encodedSamples(): EncodedSample[] {
  return SAMPLES.map(([encoding, language, encoder, marked]) => {
    const whole = TEXTS[language];
    const text = /^(latin1|iso-8859)/i.test(encoding) ? plain(whole) : whole;
    return {
      name: `${encoding}${marked ? ' with a mark' : ''}, ${language}, by ${encoder}`,
      text,
      bytes: encode(`${marked ? MARK : ''}${text}`, encoding, encoder),
    };
  });
}
