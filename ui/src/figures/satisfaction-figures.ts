import { ofSatisfaction, type Figure } from './figure.ts';

const ratedAs = (rating: '1' | '2' | '3' | '4' | '5') =>
  ofSatisfaction({
    label: `Rated ${rating}`,
    sentence: `Chats opened in this range that the customer rated ${rating} of 5.`,
    format: 'count',
    better: 'neither',
    unit: ['rating', 'ratings'],
    value: `rating_distribution.${rating}`,
    n: `rating_distribution.${rating}`,
    drill: { rating },
  });

/** The figures of satisfaction. */
export const satisfactionFigures = {
  satisfaction: ofSatisfaction({
    label: 'Satisfaction',
    sentence: 'The share of ratings of 4 or 5, over rated chats opened in this range.',
    format: 'percent',
    better: 'up',
    unit: ['rating', 'ratings'],
    value: 'satisfaction_percentage',
    beside: { label: 'mean', path: 'avg_rating', format: 'rating' },
    n: 'total_rated',
    series: {
      metrics: ['satisfaction_percentage', 'total_rated'],
      lines: [{ label: 'Satisfied', of: (bucket) => bucket.satisfaction_percentage }],
      n: (bucket) => bucket.total_rated ?? 0,
    },
    drill: { rated: 'true' },
  }),
  meanRating: ofSatisfaction({
    label: 'Mean rating',
    sentence: 'The mean rating, 1 to 5, of rated chats opened in this range.',
    format: 'rating',
    better: 'up',
    unit: ['rating', 'ratings'],
    value: 'avg_rating',
    n: 'total_rated',
    series: {
      metrics: ['avg_rating', 'total_rated'],
      lines: [{ label: 'Mean rating', of: (bucket) => bucket.avg_rating }],
      n: (bucket) => bucket.total_rated ?? 0,
    },
    drill: { rated: 'true' },
  }),
  responseRate: ofSatisfaction({
    label: 'Response rate',
    sentence: 'The share of closed chats opened in this range that the customer rated.',
    format: 'percent',
    better: 'up',
    unit: ['closed chat', 'closed chats'],
    value: 'response_rate',
    n: { source: 'overview', path: 'closed_sessions' },
    series: {
      metrics: ['response_rate', 'closed_sessions'],
      lines: [{ label: 'Rated', of: (bucket) => bucket.response_rate }],
      n: (bucket) => bucket.closed_sessions ?? 0,
    },
    drill: { status: 'closed' },
  }),
  lowRatings: ofSatisfaction({
    label: 'Low ratings',
    sentence: 'Chats opened in this range that the customer rated 1 or 2 of 5.',
    format: 'count',
    better: 'down',
    unit: ['rating', 'ratings'],
    value: (all) => all.rating_distribution[1] + all.rating_distribution[2],
    n: (all) => all.rating_distribution[1] + all.rating_distribution[2],
    drill: { rating: '1,2' },
  }),
  rated5: ratedAs('5'),
  rated4: ratedAs('4'),
  rated3: ratedAs('3'),
  rated2: ratedAs('2'),
  rated1: ratedAs('1'),
} satisfies Record<string, Figure>;
