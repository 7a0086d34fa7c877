import { DatabaseError, Query, type CustomTypesConfig, type Pool, type PoolClient } from 'pg';
import { cancelQueryOf } from './neon-cancel.ts';
import { maxBytes, RefusedRequest, type SqlRequest, type Statement } from './neon-request.ts';

/** Keeps every cell as the text that PostgreSQL sent: the driver on the client side parses the types. */
const rawText: CustomTypesConfig = { getTypeParser: () => (value: unknown) => value };

/** Commands that change connection state, which would affect the next request on the connection. */
const leavesTraces = new Set(['SET', 'LISTEN', 'PREPARE', 'CREATE', 'DECLARE', 'LOAD']);

const tooLarge = (): RefusedRequest =>
  new RefusedRequest(507, `response is too large (max is ${maxBytes} bytes)`);

/** One request on one connection. */
class Run {
  readonly #client: PoolClient;
  readonly #rowAsArray: boolean;
  readonly #signal: AbortSignal;
  #charactersLeft = maxBytes;
  #cancelling: NodeJS.Timeout | undefined;
  /** Whether the connection must not be reused, because a cancel may be in flight or its state has changed. */
  isSpent = false;

  constructor(client: PoolClient, rowAsArray: boolean, signal: AbortSignal) {
    this.#client = client;
    this.#rowAsArray = rowAsArray;
    this.#signal = signal;
  }

  /**
   * Repeats the cancel until it takes effect: a server ignores a cancel that arrives before the query starts.
   */
  cancel(): void {
    if (this.#cancelling !== undefined) return;
    this.isSpent = true;
    cancelQueryOf(this.#client);
    this.#cancelling = setInterval(() => cancelQueryOf(this.#client), 500);
  }

  end(): void {
    clearInterval(this.#cancelling);
    // Do not reuse a connection that is still inside a transaction.
    this.#client.release(this.isSpent || this.#client.getTransactionStatus() !== 'I');
  }

  /** Runs one statement. Resolves with its result as JSON text; rejects with the database's error. */
  statement({ query: text, params }: Statement): Promise<string> {
    const rowAsArray = this.#rowAsArray;
    // The extended protocol accepts only one statement, as Neon does.
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
        // The connection is broken or closing: do not give it to the next request.
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

  /** Runs the statements in one transaction; any error rolls it back. */
  async batch(begin: string, statements: readonly Statement[]): Promise<string> {
    await this.#client.query(begin);
    try {
      const results: string[] = [];
      for (const statement of statements) results.push(await this.statement(statement));
      this.#signal.throwIfAborted();
      await this.#client.query('COMMIT');
      return `{"results":[${results.join(',')}]}`;
    } catch (error) {
      // Closing a spent connection also rolls back, with no round trip.
      if (!this.isSpent) await this.#client.query('ROLLBACK').catch(() => (this.isSpent = true));
      throw error;
    }
  }
}

/**
 * Runs a request on a connection from the pool.
 *
 * @param signal aborts when the client disconnects: the running query is cancelled and a batch is rolled back
 * @returns the JSON body of the answer
 * @throws the database's error, or RefusedRequest (507) for an answer over 10 MiB
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
