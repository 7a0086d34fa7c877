import { agent, customer, customerSends, type Story } from '../story.ts';

/** Parcels, returns and deliveries. */
export const orderStories: readonly Story[] = [
  {
    team: 'orders',
    skills: [],
    weight: 6,
    lines: [
      customer('Hi, where is my parcel? The tracking has said “in transit” since Monday. Order {order}.'),
      agent('Hello {customer}, I’m {agent}. Let me look that up for you.'),
      agent('It’s at the depot near you. The carrier tried on Tuesday, but the street number was missing.'),
      customer('Oh. It’s 14b, the entrance is in the yard.'),
      agent('Thank you, I’ve added that. They’ll try again tomorrow between 9 and 13.'),
      customer('Perfect, somebody will be at home.'),
      agent('Great. You’ll get a message when the driver is ten minutes away.'),
    ],
  },
  {
    team: 'orders',
    skills: ['returns'],
    weight: 4,
    lines: [
      customer('I’d like to send back the desk lamp from order {order}. It’s too bright for my room.'),
      agent('Of course, {customer}. Is it still in its box?'),
      customer('I opened it, but everything is there.'),
      agent(
        'That’s fine. I’ve sent a label to your e-mail address. Any parcel shop takes it without printing.',
      ),
      customer('How long until I get the money back?'),
      agent('Two days after it arrives here, to the card you paid with: {amount} €.'),
      customer('👍 thanks'),
    ],
  },
  {
    team: 'orders',
    skills: ['returns'],
    weight: 4,
    lines: [
      customer('My order came today and one plant pot is broken.'),
      agent('I’m sorry to hear that! Could you send me a picture of it and of the box?'),
      customerSends('pot.jpg', 'image/jpeg', 'This one, the glaze is off as well'),
      customerSends('box.jpg', 'image/jpeg'),
      agent('Thank you, that helps. I can send a new pot today or refund it. Which do you prefer?'),
      customer('A new one please. What do I do with the broken one?'),
      agent('Nothing, please throw it away. The new one leaves us this afternoon.'),
      customer('That was easy. Thank you, {agent}!'),
    ],
  },
  {
    team: 'orders',
    skills: [],
    weight: 4,
    lines: [
      customer('Can I still change the delivery address of order {order}? We’re moving on Friday.'),
      agent('Let me check whether it has left already. One moment.'),
      agent('It’s being packed, so yes. Where should it go?'),
      customer('8 Mill Lane, second floor, same city.'),
      agent('Changed. You’ll see the new address in your confirmation.'),
      customer('Wonderful, thanks for the quick help.'),
    ],
  },
  {
    team: 'orders',
    skills: [],
    weight: 3,
    lines: [
      customer('Do you know when the oak shelf will be back in stock?'),
      agent('Hi {customer}! The next delivery is planned for the week after next.'),
      customer('Can I reserve one?'),
      agent('Yes. I’ve put one aside for you under {order}. You pay when it arrives.'),
      customer('Amazing, thank you!'),
    ],
  },
  {
    team: 'orders',
    skills: ['french'],
    weight: 2,
    lines: [
      customer('Bonjour, il manque un article dans ma commande {order}.'),
      agent('Bonjour {customer}, je suis {agent}. Quel article manque-t-il ?'),
      customer('Les deux vis pour la table.'),
      agent('Je vous les envoie aujourd’hui en lettre suivie, vous les aurez après-demain.'),
      customer('Parfait, merci beaucoup !'),
      agent('Avec plaisir, bonne journée !'),
    ],
  },
  {
    team: 'orders',
    skills: ['german'],
    weight: 2,
    lines: [
      customer('Guten Tag, meine Bestellung {order} ist als zugestellt markiert, aber hier ist nichts.'),
      agent('Guten Tag, ich bin {agent}. Ich schaue nach, wo das Paket abgegeben wurde.'),
      agent('Es liegt laut Fahrer bei der Nachbarin im Erdgeschoss. Könnten Sie dort einmal klingeln?'),
      customer('Moment … ja, sie hat es! Danke schön.'),
      agent('Sehr gut. Einen schönen Tag noch!'),
    ],
  },
];
