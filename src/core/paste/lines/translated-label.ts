/**
 * Words for sides, sending and receiving in other languages, as labels of logs have them: "客户端:",
 * "Serveur ->", "gesendet:". Sentences are left alone, because their grammar differs.
 */

const CLIENT =
  'cliente klient clientes клиент клієнт 客户端 客戶端 クライアント 클라이언트 navigateur navegador браузер 浏览器 瀏覽器 ブラウザ ブラウザー 브라우저';
const SERVER =
  'serveur servidor serwer сервер 服务器 服务端 服務器 服務端 伺服器 サーバー サーバ 서버';
const SENT =
  'gesendet sende senden envoyé envoyée envoi enviado enviada enviando envío inviato wysłano отправлено отправка отправлен 发送 發送 发出 送信 송신 보냄';
const RECEIVED =
  'empfangen empfange empfang reçu reçue réception recibido recibida recibiendo recebido ricevuto odebrano получено получен приём прием 接收 收到 受信 수신 받음';

const MEANINGS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['client', CLIENT],
      ['server', SERVER],
      ['sent', SENT],
      ['recv', RECEIVED],
    ] as const
  ).flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning] as const)),
);

/** English words that can be beside them, and letters of a time. */
const BESIDE = /^(?:client|server|c|s|t|z|ws|websocket)$/i;

/** Words of one script. Japanese joins two, and the mark that lengthens a vowel is in none. */
const WORD = /[\p{L}\p{M}ー]+/gu;

/** Every one of them has such a letter, or is one of these. */
const MAY_HAVE =
  /[^\0-\x7f]|client|klient|serv|serw|naveg|navig|envi|invi|recib|receb|ricev|odeb|ges|send|empf/i;

/** The label with English words, if it has no others; otherwise as it is. */
export function translatedLabel(label: string): string {
  if (!MAY_HAVE.test(label)) return label;
  const words = label.normalize('NFC').match(WORD) ?? [];
  const isKnown = (word: string) => MEANINGS.has(word.toLowerCase()) || BESIDE.test(word);
  if (!words.every(isKnown) || words.every((word) => BESIDE.test(word))) return label;
  return label
    .normalize('NFC')
    .replaceAll('：', ':')
    .replaceAll(WORD, (word) => MEANINGS.get(word.toLowerCase()) ?? word);
}
