/** The answer of an aggregate endpoint, as a client reads it. */
export interface AggregateAnswer {
  status: number;
  cacheStatus: string | null;
  age: number;
  etag: string | null;
  generatedAt: string | null;
  text: string;
}

export const aggregates = ['overview', 'agent-performance', 'satisfaction', 'message-analytics'] as const;

export async function aggregateAnswer(response: Response): Promise<AggregateAnswer> {
  const { headers } = response;
  return {
    status: response.status,
    cacheStatus: headers.get('Cache-Status'),
    age: Number(headers.get('Age')),
    etag: headers.get('ETag'),
    generatedAt: headers.get('X-Generated-At'),
    text: await response.text(),
  };
}
