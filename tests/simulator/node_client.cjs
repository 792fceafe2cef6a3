// Sends through Meta's own Node SDK what its argument says, and prints the answers' bodies. The SDK
// takes all but the port from the environment, and knows no other than 443.

const WhatsApp = require("whatsapp").default ?? require("whatsapp");

async function sendAll(port, sends) {
  const client = new WhatsApp();
  client.requester.port = port;
  const bodies = [];
  for (const [kind, body, to] of sends) {
    const answer = await client.messages[kind](body, to);
    bodies.push(await answer.responseBodyToJSON());
  }
  return bodies;
}

const { port, sends } = JSON.parse(process.argv[2]);
sendAll(port, sends).then((bodies) => {
  process.stdout.write(JSON.stringify(bodies));
  process.exit(0);
});
