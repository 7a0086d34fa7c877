import { agent, customer, customerSends, type Story } from '../story.ts';

/** Accounts, the app and devices. */
export const technicalStories: readonly Story[] = [
  {
    team: 'technical',
    skills: [],
    weight: 5,
    lines: [
      customer('I can’t log in any more 😟 It says that my account is locked.'),
      agent('Hi {customer}, I’m {agent}. That happens after five wrong passwords. I’ll unlock it.'),
      customer('I’m quite sure that I used the right one.'),
      agent(
        'There were attempts from another device last night. To be safe, I’ve sent you a link to set a new one.',
      ),
      customer('Got the link. … Done, I’m in again.'),
      agent('Good. I’d also switch on two-step sign-in, under Account, Security.'),
      customer('Will do, thank you!'),
    ],
  },
  {
    team: 'technical',
    skills: ['mobile'],
    weight: 5,
    lines: [
      customer('The app closes as soon as I open the camera to scan a plant.'),
      agent('Sorry about that! Which phone do you use, and which version of the app?'),
      customer('A Pixel 9, version 4.{code}.'),
      agent('Thank you. Could you send me a picture of what you see just before it closes?'),
      customerSends('screenshot.png', 'image/png'),
      agent('That’s a permission that the last update lost. Settings, Apps, Permissions, Camera: Allow.'),
      customer('Now it works!'),
      agent('Wonderful. The fix for everybody comes with the next update.'),
    ],
  },
  {
    team: 'technical',
    skills: [],
    weight: 4,
    lines: [
      customer('My watering controller has lost its Wi-Fi. The light blinks orange.'),
      agent('Hello {customer}! Did you change the router or its password lately?'),
      customer('Yes, new router since the weekend.'),
      agent('Then hold the button for ten seconds until it’s blue, and choose the new network in the app.'),
      customer('Blue. … It’s looking … connected!'),
      agent('Perfect. Your schedules are still there.'),
      customer('You saved my tomatoes 🍅'),
    ],
  },
  {
    team: 'technical',
    skills: [],
    weight: 3,
    lines: [
      customer('Your site shows me prices in the wrong currency.'),
      agent('Hi! Are you travelling, or do you use a VPN?'),
      customer('A VPN from work, yes.'),
      agent(
        'The shop follows the country of the connection. At the bottom of each page you can set it by hand.',
      ),
      customer('Found it, thanks.'),
    ],
  },
  {
    team: 'technical',
    skills: ['mobile', 'french'],
    weight: 2,
    lines: [
      customer('Bonjour, je ne reçois plus les notifications d’arrosage sur mon téléphone.'),
      agent('Bonjour {customer}, je suis {agent}. Depuis quand ?'),
      customer('Depuis la mise à jour de dimanche.'),
      agent('Dans les réglages de l’application, désactivez puis réactivez « Rappels », s’il vous plaît.'),
      customer('Ça marche, je viens d’en recevoir une. Merci !'),
    ],
  },
  {
    team: 'technical',
    skills: ['spanish'],
    weight: 2,
    lines: [
      customer('Hola, no puedo cambiar mi correo electrónico en la cuenta.'),
      agent('Hola {customer}, soy {agent}. ¿Qué mensaje aparece?'),
      customer('«Esta dirección ya existe», pero es la mía.'),
      agent('Tiene una segunda cuenta, de 2019. Si quiere, las uno en una sola.'),
      customer('Sí, por favor.'),
      agent('Listo. Puede entrar con la nueva dirección.'),
      customer('¡Muchas gracias!'),
    ],
  },
  {
    team: 'technical',
    skills: [],
    weight: 3,
    lines: [
      customer('I’d like to delete my account, please.'),
      agent('I’m sorry to see you go, {customer}. May I ask why?'),
      customer('I just don’t need it any more, we gave up the garden.'),
      agent(
        'I understand. I’ve started the deletion: everything is gone in 14 days. Until then you can undo it.',
      ),
      customer('All right. Thanks for the help over the years!'),
    ],
  },
];
