// `@opendatasoft/api-client` (npm), Opendatasoft's own client of the Explore API v2.1.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import opendatasoft from '@opendatasoft/api-client';

// To Node.js the package is CommonJS, without names to import.
const { ApiClient, NotFoundError, UserError, dateFromIsoString, field, fromCatalog, string } = opendatasoft;
const [url, file] = process.argv.slice(2);
const expected = JSON.parse(readFileSync(file, 'utf8'));
const client = new ApiClient({ domain: url });
const dataset = fromCatalog().dataset(expected.dataset);

async function check(what, act) {
  try {
    await act();
    console.log(`  ok      ${what}`);
  } catch (error) {
    console.log(`  FAILED  ${what}`);
    throw error;
  }
}

/** The body as it came, for answers that are not JSON. */
async function raw(query) {
  return client.get(query, {
    interceptResponse: async (response) => {
      assert.equal(response.status, 200);
      return Buffer.from(await response.arrayBuffer());
    },
  });
}

await check('the list of datasets, without the draft', async () => {
  const { total_count, results } = await client.get(fromCatalog().datasets().limit(10));
  assert.equal(total_count, 1);
  assert.deepEqual(results.map((each) => each.dataset_id), [expected.dataset]);
});

await check('one dataset: title, columns, number of records', async () => {
  const answer = await client.get(dataset.itself());
  assert.equal(answer.metas.default.title, expected.title);
  assert.equal(answer.metas.default.records_count, expected.rows);
  assert.deepEqual(answer.fields.map((each) => each.name), expected.columns);
});

await check('records: limit, offset and order', async () => {
  const { total_count, results } = await client.get(dataset.records().orderBy('-numero').limit(3).offset(2));
  assert.equal(total_count, expected.rows);
  const last = expected.rows;
  assert.deepEqual(results.map((each) => each.numero), [last - 2, last - 3, last - 4]);
});

await check('records: one, to the letter', async () => {
  const { results } = await client.get(dataset.records().where('numero = 1'));
  assert.deepEqual(results, [expected.first]);
});

await check('records: select with an alias', async () => {
  const { results } = await client.get(dataset.records().select('nom as arbre, numero').where('numero = 1'));
  assert.deepEqual(results, [{ arbre: expected.first.nom, numero: 1 }]);
});

await check('records: the helpers that quote names, texts and dates', async () => {
  const quarter = `${field('quartier')} = ${string(expected.quarter)}`;
  const day = dateFromIsoString(expected.first.plante_le);
  const { total_count } = await client.get(dataset.records().where(`${quarter} and ${field('plante_le')} >= ${day}`));
  assert.equal(total_count, expected.in_quarter);
});

await check('a dataset that is not public and one that is not there: the same NotFoundError', async () => {
  const refusals = [];
  for (const name of [expected.draft, 'absent']) {
    const answer = client.get(fromCatalog().dataset(name).itself());
    const refusal = await answer.then(() => assert.fail(`${name} answered`), (error) => error);
    assert.ok(refusal instanceof NotFoundError, String(refusal));
    refusals.push(String(refusal.message).replaceAll(name, 'NAME'));
  }
  assert.equal(refusals[0], refusals[1]);
});

await check('a query that is wrong: UserError with the reason', async () => {
  const answer = client.get(dataset.records().where('numero ='));
  await assert.rejects(answer, (error) => error instanceof UserError && error.details.error_code === 'ODSQLSyntaxError');
});

await check('export as CSV: semicolons, a mark in front, every line', async () => {
  const text = (await raw(dataset.export('csv'))).toString('utf8');
  assert.ok(text.startsWith(`\ufeff${expected.columns.join(';')}`), text.slice(0, 80));
  assert.equal(text.trimEnd().split('\n').length, expected.rows + 1);
});

await check('export as JSON: every record and the sum', async () => {
  const records = await client.get(dataset.export('json'));
  assert.equal(records.length, expected.rows);
  assert.equal(records.reduce((sum, each) => sum + each.tours, 0), expected.turns);
});

await check('export as JSON Lines, filtered', async () => {
  const query = dataset.export('jsonl').where(`quartier = ${string(expected.quarter)}`);
  const lines = (await raw(query)).toString('utf8').trimEnd().split('\n');
  assert.equal(lines.map((line) => JSON.parse(line)).length, expected.in_quarter);
});

await check('export as Parquet and as XLSX: whole files of their kind', async () => {
  const parquet = await raw(dataset.export('parquet'));
  assert.equal(parquet.subarray(0, 4).toString() + parquet.subarray(-4).toString(), 'PAR1PAR1');
  const workbook = await raw(dataset.export('xlsx'));
  assert.equal(workbook.subarray(0, 2).toString(), 'PK');
});
