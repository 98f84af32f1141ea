import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../../src/analysis/document/language.ts';
import { sampleTexts } from '../../support/texts.ts';

const SENTENCES: readonly (readonly [string, string])[] = [
  ['de', 'Meine Großmutter wohnt in einem kleinen Haus am Fluss, und jeden Sommer besuchen wir sie.'],
  ['fr', "Le matin, elle prépare du pain et du café, puis nous marchons jusqu'au village."],
  ['es', 'Por la mañana hace pan y café, y después caminamos hasta el pueblo para comprar verduras.'],
  ['pt', 'De manhã ela faz pão e café, e depois vamos juntos à aldeia comprar legumes.'],
  ['nl', 'In de ochtend bakt ze brood en zet ze koffie, daarna lopen we samen naar het dorp.'],
  ['da', 'Om morgenen bager hun brød og laver kaffe, og så går vi sammen ned i landsbyen.'],
  ['pl', 'Rano piecze chleb i parzy kawę, a potem idziemy razem do wsi po warzywa.'],
  ['tr', 'Sabahları ekmek pişirir ve kahve yapar, sonra birlikte köye sebze almaya gideriz.'],
  ['ru', 'Утром она печёт хлеб и варит кофе, а потом мы вместе идём в деревню за овощами.'],
  ['uk', 'Вранці вона пече хліб і варить каву, а потім ми разом ідемо до села по овочі.'],
  ['ar', 'في الصباح تخبز الخبز وتعد القهوة ثم نمشي معا إلى القرية لشراء الخضار.'],
  ['hi', 'सुबह वह रोटी और कॉफ़ी बनाती है और फिर हम सब्ज़ियाँ खरीदने गाँव जाते हैं।'],
  ['zh', '早上她烤面包、煮咖啡，然后我们一起走到村里买蔬菜。'],
  ['ja', '朝、祖母はパンを焼き、コーヒーをいれて、それから一緒に村へ野菜を買いに行きます。'],
  ['ko', '아침에 할머니는 빵을 굽고 커피를 끓이고, 우리는 함께 마을로 채소를 사러 갑니다.'],
  ['en', 'In the morning she bakes bread and makes coffee, then we walk to the village.'],
];
const [GERMAN, FRENCH] = [SENTENCES[0]![1], SENTENCES[1]![1]];
const SWAHILI =
  'Bibi yangu anaishi katika nyumba ndogo karibu na mto, na kila mwaka tunakwenda kumtembelea kwa wiki mbili. Asubuhi anapika mkate na kahawa, kisha tunatembea pamoja hadi kijijini kununua mboga. Kaka yangu anapenda kukaa bustanini na mbwa wake, lakini mimi napenda kusikiliza hadithi ambazo wazee wanasimulia mbele ya kanisa.';
const INDONESIAN =
  'Nenek saya tinggal di sebuah rumah kecil di tepi sungai, dan setiap musim panas kami mengunjunginya selama dua minggu. Di pagi hari dia membuat roti dan kopi, lalu kami berjalan bersama ke desa untuk membeli sayuran. Kakak saya lebih suka tinggal di kebun dengan anjing, tetapi saya senang mendengarkan cerita orang tua di depan gereja.';

describe('the language of a text', () => {
  test.each(SENTENCES)('is told by one sentence: %s', async (language, text) => {
    expect(await languageOf(text)).toBe(language);
  });

  test('is told where only the second detector knows it', async () => {
    expect(await languageOf(SWAHILI)).toBe('sw');
    expect(await languageOf(INDONESIAN)).toBe('id');
  });

  test('is English of all samples', async () => {
    const languages = await Promise.all(sampleTexts().map(languageOf));
    expect(new Set(languages)).toEqual(new Set(['en']));
  });

  test('is that of most of it: an abstract or a quotation in another one does not decide', async () => {
    const thesis = `${sampleTexts()[0]!.slice(0, 700)}\n\n${`${GERMAN} `.repeat(60)}`;
    expect(await languageOf(thesis)).toBe('de');
    const essay = `${`${FRENCH} `.repeat(30)}\n\n${GERMAN}`;
    expect(await languageOf(essay)).toBe('fr');
  });

  test('does not depend on white space and line ends', async () => {
    expect(await languageOf(`\n\n\n${' '.repeat(3_000)}${GERMAN.replaceAll(' ', '\n   ')}`)).toBe('de');
  });

  test.each(['', '   \n', '42', '1984 2001 17.5', '🙂🙂🙂'])('is not guessed of %j', async (text) => {
    expect(await languageOf(text)).toBeUndefined();
  });
});
