import { DatabaseError, Query, type CustomTypesConfig, type Pool, type PoolClient } from 'pg';
import { cancelQueryOf } from './neon-cancel.ts';
import { maxBytes, RefusedRequest, type SqlRequest, type Statement } from './neon-request.ts';

/** Every cell stays the text that PostgreSQL sent: the driver at the other end knows the types. */
const rawText: CustomTypesConfig = { getTypeParser: () => (value: unknown) => value };

/** Commands that change the connection itself, which its next user would notice. */
const leavesTraces = new Set(['SET', 'LISTEN', 'PREPARE', 'CREATE', 'DECLARE', 'LOAD']);

const tooLarge = (): RefusedRequest =>
  new RefusedRequest(507, `response is too large (max is ${maxBytes} bytes)`);

/** One request's use of one connection. */
class Run {
  readonly #client: PoolClient;
  readonly #rowAsArray: boolean;
  readonly #signal: AbortSignal;
  #charactersLeft = maxBytes;
  #cancelling: NodeJS.Timeout | undefined;
  /** The connection must not be used again: a cancel may still be on its way to it, or it is changed. */
  isSpent = false;

  constructor(client: PoolClient, rowAsArray: boolean, signal: AbortSignal) {
    this.#client = client;
    this.#rowAsArray = rowAsArray;
    this.#signal = signal;
  }

  /** Asks again until it is heard: a server that has not yet begun with the query ignores it. */
  cancel(): void {
    if (this.#cancelling !== undefined) return;
    this.isSpent = true;
    cancelQueryOf(this.#client);
    this.#cancelling = setInterval(() => cancelQueryOf(this.#client), 500);
  }

  end(): void {
    clearInterval(this.#cancelling);
    // A connection that a query left inside a transaction is no use to the next one.
    this.#client.release(this.isSpent || this.#client.getTransactionStatus() !== 'I');
  }

  /** Runs one statement; resolves with its result as JSON text, rejects with the database's error. */
  statement({ query: text, params }: Statement): Promise<string> {
    const rowAsArray = this.#rowAsArray;
    // The extended protocol takes one statement only, as Neon does.
    const config = { text, values: params, rowMode: 'array', types: rawText, queryMode: 'extended' };
    return new Promise((resolve, reject) => {
      this.#signal.throwIfAborted();
      const rows: string[] = [];
      const query = new Query<unknown[]>(config);
      query.on('row', (row, result) => {
        if (this.#charactersLeft < 0) return;
        const json = JSON.stringify(
          rowAsArray ? row : Object.fromEntries(result?.fields.map((field, i) => [field.name, row[i]]) ?? []),
        );
        this.#charactersLeft -= json.length + 1;
        rows.push(json);
        if (this.#charactersLeft < 0) {
          rows.length = 0;
          this.cancel();
        }
      });
      query.on('error', (error) => {
        // The connection is gone, or about to be: it must not be handed to the next request.
        if (!(error instanceof DatabaseError) || error.severity === 'FATAL') this.isSpent = true;
        reject(this.#charactersLeft < 0 ? tooLarge() : error);
      });
      query.on('end', (result) => {
        if (this.#charactersLeft < 0) return reject(tooLarge());
        if (leavesTraces.has(result.command)) this.isSpent = true;
        const { fields, command, rowCount } = result;
        const head = JSON.stringify({ fields, command, rowCount, rowAsArray });
        resolve(`${head.slice(0, -1)},"rows":[${rows.join(',')}]}`);
      });
      this.#client.query(query);
    });
  }

  /** Runs the statements in one transaction; any error undoes them all. */
  async batch(begin: string, statements: readonly Statement[]): Promise<string> {
    await this.#client.query(begin);
    try {
      const results: string[] = [];
      for (const statement of statements) results.push(await this.statement(statement));
      this.#signal.throwIfAborted();
      await this.#client.query('COMMIT');
      return `{"results":[${results.join(',')}]}`;
    } catch (error) {
      // Closing a spent connection undoes it as well, and needs no answer.
      if (!this.isSpent) await this.#client.query('ROLLBACK').catch(() => (this.isSpent = true));
      throw error;
    }
  }
}

/**
 * Runs a request on a connection of its pool.
 *
 * @param signal aborts when the caller is gone: the running query is cancelled, a batch is rolled back
 * @returns the answer's body, JSON
 * @throws the database's error, or RefusedRequest (507) for an answer beyond 10 MiB
 */
export async function runSqlRequest(pool: Pool, request: SqlRequest, signal: AbortSignal): Promise<string> {
  const client = await pool.connect();
  const run = new Run(client, request.rowAsArray, signal);
  const cancel = (): void => run.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const [first] = request.statements;
    if (request.begin !== undefined) return await run.batch(request.begin, request.statements);
    if (first === undefined) throw new RefusedRequest(400, 'no query');
    return await run.statement(first);
  } finally {
    signal.removeEventListener('abort', cancel);
    run.end();
  }
}
