import { expect, it } from 'vitest';
import { expectAggregatesRight, expectEveryFigureRight } from '../support/figures-check.ts';
import { agents, literal, randomDataset, uuidIn, writeDataset } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

it.each([1, 2, 3])('answers every figure as computed plainly, dataset %i', async (seed) => {
  const random = seededRandom(seed);
  await database.clear();
  await writeDataset(database, randomDataset(random, 120, await databaseClock(database)), random);
  const ranges = [1, 24, 168, 720, random.int(2, 23), random.int(25, 719)];
  await expectEveryFigureRight(app, database, ranges, [
    ...random.shuffled(agents).slice(0, 2),
    uuidIn('0', 0),
  ]);
});
