/** Phrases of the synthetic traffic, by speaker. `{n}` is replaced by a number. */
export interface Phrases {
  opening: readonly [string, ...string[]];
  customer: readonly [string, ...string[]];
  greeting: readonly [string, ...string[]];
  agent: readonly [string, ...string[]];
  farewell: readonly [string, ...string[]];
  feedback: readonly [string, ...string[]];
}

const english: Phrases = {
  opening: [
    'Hi, my order #{n} has not arrived yet. The tracking page has said "in transit" since Monday.',
    'Hello! I was charged twice this month, invoice {n}. Could somebody look into it?',
    'I cannot log in any more 😟 it says my account is locked.',
    'Good morning, can I change the delivery address of order #{n}?',
    'The app closes as soon as I open the camera. Version {n}, Android.',
    'How do I send an item back? It is the wrong size.',
    'My voucher is refused at the checkout, although it is valid until the end of the month.',
    'Is there a student discount?',
    'Hey 👋 quick question about my subscription',
    'I would like to close my account, please.',
  ],
  customer: [
    'Yes, that is right.',
    'The number is {n}.',
    'No, I have already tried that twice.',
    'ok',
    'One moment, I will check.',
    'It works on my phone but not on the laptop.',
    'And how long will that take?',
    'I see a message that says "error {n}". What does it mean?',
    'Great, thank you! 🙏',
    'That would be fine, but I would need it before the weekend, since we are moving house and nobody will be at the old address after that.',
    'Are you still there?',
    '👍',
    "I'd rather have the money back.",
  ],
  greeting: [
    'Hello, thank you for waiting! Let me have a look at that for you.',
    'Hi there 😊 I am sorry about the trouble. May I have your order number?',
    'Good day! I will gladly help you with this.',
    'Welcome to the support team. Could you tell me the e-mail address of your account?',
  ],
  agent: [
    'I have found it: it is number {n}, is that right?',
    'Could you try to sign out and in again?',
    'Let me ask a colleague, one moment please.',
    'The parcel left our warehouse yesterday and should be with you within two working days.',
    'I have sent you a link to reset the password. It is valid for {n} minutes.',
    'Which version of the app do you see under Settings → About?',
    'I understand. I can offer you a refund to the card that you paid with, or a voucher over the same amount plus ten percent. Which would you like better?',
    'Done ✅',
    'Thank you, that helps.',
    'That should not happen, and I am sorry that it did. I have written it down for our engineers as case {n}.',
    'Could you send me a picture of it?',
  ],
  farewell: [
    'You are welcome! Have a lovely day 🌞',
    'Is there anything else that I can do for you?',
    'Glad to hear it. Take care!',
    'I will close this chat then. You can write to us again at any time.',
  ],
  feedback: [
    'Quick and friendly!',
    'Problem solved 👍',
    'It took far too long until somebody answered.',
    'I had to explain it three times.',
    'Good help, thank you.',
    'Still not working.',
    'The nicest support I have had in years.',
  ],
};

const german: Phrases = {
  opening: [
    'Guten Tag, meine Bestellung Nr. {n} ist noch nicht da.',
    'Hallo, ich wurde zweimal belastet – wie kann das sein?',
  ],
  customer: [
    'Ja, genau.',
    'Die Nummer lautet {n}.',
    'Das habe ich schon versucht, leider ohne Erfolg.',
    'Vielen Dank für die Mühe!',
  ],
  greeting: ['Guten Tag! Ich schaue gleich für Sie nach.', 'Hallo, schön, dass Sie sich melden.'],
  agent: [
    'Ich habe die Bestellung {n} gefunden.',
    'Könnten Sie sich bitte einmal ab- und wieder anmelden?',
    'Größe und Straße stimmen so?',
  ],
  farewell: ['Gern geschehen, einen schönen Tag noch!', 'Kann ich sonst noch etwas für Sie tun?'],
  feedback: ['Sehr freundlich.', 'Hat zu lange gedauert.'],
};

const japanese: Phrases = {
  opening: ['注文番号{n}の商品がまだ届いていません。', 'ログインできなくなりました😢'],
  customer: ['はい、そうです。', '番号は{n}です。', 'もう一度試してみます。', 'ありがとうございました。'],
  greeting: ['お問い合わせありがとうございます。確認いたします。', 'こんにちは。担当の者です。'],
  agent: [
    'ご不便をおかけして申し訳ございません。',
    '注文{n}を確認できました。',
    '少々お待ちください。',
    '設定画面のスクリーンショットを送っていただけますか。',
  ],
  farewell: ['ほかにご質問はございますか?', 'よい一日をお過ごしください。'],
  feedback: ['とても丁寧な対応でした。', '返事が遅かったです。'],
};

const chinese: Phrases = {
  opening: ['你好,我的订单{n}还没有收到。', '请问怎么退货?'],
  customer: ['对。', '号码是{n}。', '还是不行。', '好的,谢谢!👍'],
  greeting: ['您好,很高兴为您服务。', '您好,请稍等,我来查一下。'],
  agent: ['已经为您查到订单{n}。', '请您重新登录试试。', '包裹预计两天内送达。'],
  farewell: ['请问还有其他可以帮您的吗?', '祝您生活愉快!'],
  feedback: ['很快就解决了。', '等了太久。'],
};

/**
 * Combining marks (decomposed accents, Devanagari, tone marks), right-to-left text, multi-code-point emoji.
 */
const mixed: Phrases = {
  opening: [
    'Bonjour, ma commande n\u00b0 {n} n\u2019est pas arrive\u0301e \u2014 une ide\u0301e\u00a0?',
    'नमस्ते, मेरा ऑर्डर {n} नहीं आया',
    'שלום, ההזמנה שלי {n} עוד לא הגיעה',
  ],
  customer: [
    'De\u0301sole\u0301, c\u2019est la bonne adresse\u00a0!',
    'ठीक है',
    '👩‍👩‍👧‍👦 c\u2019est pour la famille',
    '🇨🇭🇨🇭',
    'Tôi chưa nhận được',
  ],
  greeting: ['Bonjour\u00a0! Je m\u2019en occupe tout de suite.', 'नमस्ते, मैं देखता हूँ', 'שלום וברוכים הבאים'],
  agent: [
    'J\u2019ai retrouve\u0301 la commande {n}.',
    'एक क्षण दीजिए',
    'כבר בודק',
    'Un colle\u0300gue vous re\u0301pondra 🧑🏽‍💻',
  ],
  farewell: ['Tre\u0300s bonne journe\u0301e\u00a0! 🌻', 'धन्यवाद', 'יום טוב'],
  feedback: ['Tre\u0300s bien\u00a0!', 'बहुत अच्छा', 'מצוין'],
};

/** Each session uses one of these; some are more frequent than others. */
export const languages: readonly [Phrases, ...Phrases[]] = [
  english,
  english,
  english,
  english,
  english,
  english,
  english,
  german,
  japanese,
  chinese,
  mixed,
];
