import { agent, customer, customerSends, type Story } from '../story.ts';

/** Payments, invoices and subscriptions. */
export const billingStories: readonly Story[] = [
  {
    team: 'billing',
    skills: ['refunds'],
    weight: 5,
    lines: [
      customer('Hello! I was charged twice this month, {amount} € each time. Could somebody look into it?'),
      agent('Hi {customer}, I’m {agent}. I see both payments. Was one of them from the app?'),
      customer('Yes, it hung, so I paid again on the laptop.'),
      agent('That explains it. I’ve refunded the second one; it takes up to three working days to show.'),
      customer('Thanks. Do I need to do anything?'),
      agent('No, you’re all set. The confirmation is in your inbox.'),
    ],
  },
  {
    team: 'billing',
    skills: [],
    weight: 4,
    lines: [
      customer('I need an invoice with our company’s name for order {order}.'),
      agent('Sure. What name and VAT number should it have?'),
      customerSends('company-details.pdf', 'application/pdf', 'It’s all in here'),
      agent('Thank you, {customer}. The new invoice is in your account under Orders.'),
      customer('Got it. Can it be like this for every order?'),
      agent('Yes, I’ve saved it as your billing address.'),
      customer('Excellent 🙏'),
    ],
  },
  {
    team: 'billing',
    skills: [],
    weight: 4,
    lines: [
      customer('My voucher is refused at the checkout, although it’s valid until the end of the month.'),
      agent('Let me check it. What does the message say?'),
      customer('“Code {code} can’t be combined.”'),
      agent('I see: the lamp in your basket is reduced already, and the voucher is for full prices.'),
      customer('Ah, I’d overlooked that. So without the lamp it works?'),
      agent('Exactly. And I’ve extended the code by two weeks, in case you need time.'),
      customer('That’s kind, thank you!'),
    ],
  },
  {
    team: 'billing',
    skills: ['refunds'],
    weight: 3,
    lines: [
      customer('I cancelled order {order} last week. Where is my money?'),
      agent('I’m sorry for the delay, {customer}. I’m looking at it now.'),
      agent('The refund of {amount} € was stopped, because the card has expired.'),
      customer('Right, I got a new one in between.'),
      agent('No problem: I can send it to your bank account. May I use the one from your last direct debit?'),
      customer('Yes please.'),
      agent('Done. It should be there the day after tomorrow.'),
    ],
  },
  {
    team: 'billing',
    skills: [],
    weight: 3,
    lines: [
      customer('How do I pause my plant subscription? We’re away for six weeks.'),
      agent('Hi {customer}! Account, Subscriptions, Pause. Or I do it for you, if you give me the dates.'),
      customer('From the 3rd on, please.'),
      agent('Paused for six weeks from the 3rd. It starts again by itself, and you get a reminder before.'),
      customer('Great, thanks!'),
    ],
  },
  {
    team: 'billing',
    skills: ['german'],
    weight: 2,
    lines: [
      customer('Hallo, auf meiner Rechnung zu {order} steht die falsche Mehrwertsteuer.'),
      agent('Guten Tag {customer}, das prüfe ich gern. Einen Moment bitte.'),
      agent('Sie haben recht, hier fehlt der ermäßigte Satz für Pflanzen. Ich erstelle eine Korrektur.'),
      customer('Bekomme ich die Differenz zurück?'),
      agent('Ja, {amount} € gehen heute an Ihr Konto.'),
      customer('Vielen Dank!'),
    ],
  },
];

/** What customers wrote on the day when cards were refused. */
export const outageStory: Story = {
  team: 'billing',
  skills: [],
  weight: 1,
  lines: [
    customer('I can’t pay! The checkout refuses every card with error {code}.'),
    agent(
      'Hi {customer}, thanks for telling us. Our payment provider has an outage, and they’re working on it.',
    ),
    customer('The offer ends today. Will I lose it?'),
    agent('No, I’ve noted your basket: the price holds until the end of the week.'),
    customer('OK… please let me know when it works again.'),
    agent('We’ll write to you as soon as it does. Sorry for the trouble!'),
  ],
};
