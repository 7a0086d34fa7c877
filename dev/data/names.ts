import { createRandom } from './random.ts';

const given =
  'Aisha Alejandro Amelia Anders Anna Arjun Aylin Beatriz Carlos Charlotte Chloé Daniel Diego Ebony Eero Emily ' +
  'Fatima Felix Freya Gabriel Giulia Hannah Haruto Ibrahim Ines Isabelle Jakub James Jasmine Jin Joanna João Karim ' +
  'Katarina Kwame Lars Lena Liam Lucía Luka Maja Marcus Maya Mehmet Mei Mia Naomi Niamh Noah Olivia Oskar Paula ' +
  'Priya Rafael Rosa Samuel Sofia Stefan Tariq Thandiwe Thomas Valentina Viktor Yuki Yusuf Zoë';

const family =
  'Abebe Ahmed Almeida Andersson Baker Bakker Bauer Bianchi Brennan Campbell Carvalho Chen Costa Dubois Eriksen Evans ' +
  'Fernández Fischer Fraser García Greco Hansen Horváth Hughes Ito Jansen Johansson Jones Kaya Keller Khan Kowalska ' +
  'Lambert Lee Lopez Marino Martin Meyer Moreau Mwangi Nguyen Nielsen Novak O’Brien Okoye Osei Park Petrov Popescu ' +
  'Quinn Ramirez Reid Rossi Roy Schmidt Sharma Silva Singh Tanaka Taylor Virtanen Vogel Walker Wang Wójcik Yılmaz';

const wordsOf = (text: string) => text.split(' ') as [string, ...string[]];
const [givenNames, familyNames] = [wordsOf(given), wordsOf(family)];

/** A believable name for a made-up person: always the same for the same id. */
export function nameOf(userId: string): string {
  const random = createRandom('name', userId);
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}
