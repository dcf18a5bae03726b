// Someone whose client trusts signed devices only: asks the bot in an encrypted room, prints each answer and its shield.
// node signed_only.mjs SERVER USER PASSWORD BOT QUESTION... ; a line of JSON an answer: {"text", "failed", "shield"}.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

for (const name of ["trace", "debug", "log", "info", "warn", "error"]) console[name] = () => {}; // the library is talkative
// Node.js 20 has no such thing yet, and the library asks for it.
Promise.withResolvers ??= () => {
    const parts = {};
    parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
    return parts;
};
const packages = createRequire(path.join(process.env.PACKAGES, "package.json"));
const load = async (name) => import(pathToFileURL(packages.resolve(name)));
const sdk = await load("matrix-js-sdk");
const { OnlySignedDevicesIsolationMode } = await load("matrix-js-sdk/lib/crypto-api/index.js");
const [server, user, password, bot, ...questions] = process.argv.slice(2);

const login = await sdk
    .createClient({ baseUrl: server })
    .loginRequest({ type: "m.login.password", identifier: { type: "m.id.user", user }, password });
const client = sdk.createClient({
    baseUrl: server,
    userId: login.user_id,
    deviceId: login.device_id,
    accessToken: login.access_token,
});
await client.initRustCrypto({ useIndexedDB: false });
const crypto = client.getCrypto();
crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());

let heard = () => {};
async function read(event) {
    if (event.getSender() !== bot || event.getType() !== "m.room.message") return;
    const { shieldColour } = (await crypto.getEncryptionInfoForEvent(event)) ?? {};
    const failed = event.isDecryptionFailure();
    process.stdout.write(JSON.stringify({ text: event.getContent().body, failed, shield: shieldColour }) + "\n");
    heard();
}
client.on("event", (event) => void (event.isBeingDecrypted() || event.shouldAttemptDecryption() || read(event)));
client.on("Event.decrypted", read);

async function answered(ask) {
    const answer = new Promise((resolve, reject) => {
        heard = resolve;
        setTimeout(() => reject(new Error("no answer")), 30_000);
    });
    await ask();
    await answer;
}

await client.startClient({ initialSyncLimit: 1 });
await new Promise((resolve) => client.once("sync", resolve));
// Its own identity: in this mode a client whose device is not signed sends nothing.
await crypto.bootstrapCrossSigning({
    authUploadDeviceSigningKeys: (upload) =>
        upload({ type: "m.login.password", identifier: { type: "m.id.user", user }, password }),
});
const encryption = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
let room;
await answered(async () => {
    const created = await client.createRoom({ is_direct: true, invite: [bot], initial_state: [encryption] });
    room = created.room_id;
});
for (const question of questions) await answered(() => client.sendTextMessage(room, question));
client.stopClient();
process.exit(0);
