'use strict';

// What a product's backend does, through the SDK as it is. Its results are printed as one line of JSON for the test that runs it.

const assert = require('node:assert/strict');
const { EngagespotClient } = require('@engagespot/node');

const options = {
  apiKey: process.env.TIDINGS_API_KEY,
  apiSecret: process.env.TIDINGS_API_SECRET,
  baseUrl: process.env.TIDINGS_URL + '/v3',
};
const client = EngagespotClient(options);

// The SDK prints each error before it throws it.
console.error = () => {};

/** What a client sees of a refusal: axios's error, with the body read. */
async function refused(status, code, call) {
  const error = await call.then(() => assert.fail(`${code} was expected`), (reason) => reason);
  assert.equal(error.response?.status, status, String(error));
  const body = error.response.data;
  assert.equal(body.statusCode, status);
  assert.equal(body.code, code);
  assert.equal(typeof body.error, 'string');
  assert.equal(typeof body.message, 'string');
  return body;
}

async function users() {
  const maria = await client.createOrUpdateUser('maria@example.org', { phoneNumber: '+447700930100', firstName: 'Maria' });
  assert.equal(maria.identifier, 'maria@example.org');
  assert.deepEqual(maria.profile, { phoneNumber: '+447700930100', firstName: 'Maria' });

  const changed = await client.users.createOrUpdateUser('maria@example.org', { firstName: 'María' });
  assert.deepEqual(changed.profile, { phoneNumber: '+447700930100', firstName: 'María' });

  const bare = await client.users.createOrUpdateUser('+447700930101');
  assert.equal(bare.identifier, '+447700930101');
  assert.deepEqual(bare.profile, {});
  await client.users.createOrUpdateUser('Zoë Müller', { phoneNumber: '+447700930102' });

  await client.createOrUpdateUser('leaver', {});
  assert.equal((await client.users.delete('leaver')).status, 200);
  await refused(404, 'not_found', client.users.delete('leaver'));
}

async function send() {
  const sent = {};
  sent.text = await client.send({
    notification: { message: 'Hello Maria' },
    sendTo: { recipients: ['maria@example.org'] },
    override: {},
    data: {},
  });
  sent.legacy = await client.send({
    notification: { title: 'Hello Zoë', templateId: null, workflow: null },
    recipients: ['Zoë Müller'],
    category: 'greetings',
  });
  sent.inline = await client.send({
    notification: { message: 'Hello Ben' },
    sendTo: { recipients: [{ identifier: 'ben', phoneNumber: '+447700930103', city: 'Leeds' }] },
    data: { order: { id: 4711 } },
    sendAt: new Date().toISOString(),
  });
  sent.override = await client.send({
    notification: { title: 'Appointment' },
    sendTo: { recipients: ['maria@example.org'] },
    override: {
      channels: ['whatsapp'],
      twilio_whatsapp: {
        _config: { TWILIO_FROM_NUMBER: '+16453454679' },
        ContentSid: 'HX0123456789abcdef0123456789abcdef',
        ContentVariables: { 1: '10:00' },
      },
    },
  });
  return Object.fromEntries(Object.entries(sent).map(([name, answer]) => {
    assert.match(answer.requestId, /^[0-9a-f-]{36}$/);
    return [name, answer.requestId];
  }));
}

async function topics() {
  const news = await client.topics.create('Our News');
  assert.equal(news.identifier, 'our-news');
  assert.equal((await client.topics.update(news.id, 'News')).name, 'News');
  await client.topics.subscribeUser(news.id, [{ identifier: 'maria@example.org', channels: ['whatsapp'] }, { identifier: 'ben' }]);
  await client.topics.updateChannel('ben', news.id, ['whatsapp']);
  const { subscriptions } = await client.topics.listSubscriptionsOfUser('ben');
  assert.deepEqual(subscriptions.map((it) => [it.topic, it.channels]), [['our-news', ['whatsapp']]]);
  assert.equal((await client.topics.unsubscribeUser(news.id, ['ben'])).unsubscribed, 1);
  const sent = await client.send({ notification: { message: 'News' }, sendTo: { topics: ['our-news'] } });
  await client.topics.delete(news.id);
  await refused(404, 'not_found', client.topics.delete(news.id));
  return sent.requestId;
}

async function categories() {
  const category = await client.createCategory('invoices', 'Invoices');
  assert.equal(category.data.identifier, 'invoices');
  assert.equal((await client.deleteCategory(category.data.id)).status, 200);
}

async function cancel() {
  const run = { cancellationKey: 'order-4711', cancelFor: { recipients: ['maria@example.org'] } };
  assert.deepEqual(await client.workflows.cancelRun('never-run', run), { cancelled: 0, tooLate: 0 });
  await refused(400, 'invalid_request', client.workflows.cancelRun('never-run', {}));
}

async function errors() {
  const nobody = await refused(400, 'invalid_request', client.send({ notification: { message: 'Hello' } }));
  assert.deepEqual(nobody.errors.map((problem) => problem.field), ['sendTo.recipients']);

  const unknown = await refused(422, 'unknown_reference', client.send({
    notification: { templateIdentifier: 'nowhere' },
    sendTo: { recipients: ['maria@example.org'] },
  }));
  assert.equal(unknown.errors[0].field, 'notification.templateIdentifier');

  await refused(422, 'reserved_property', client.createOrUpdateUser('maria@example.org', { identifier: 'other' }));

  const stranger = EngagespotClient({ ...options, apiSecret: 'wrong' });
  const denied = await refused(401, 'unauthenticated', stranger.send({ notification: {}, recipients: ['x'] }));
  assert.match(denied.message, /^Authentication failed\. /);
}

async function main() {
  await users();
  const sent = await send();
  sent.topic = await topics();
  await categories();
  await cancel();
  await errors();
  console.log(JSON.stringify(sent));
}

main().catch((reason) => {
  console.log(reason.stack, reason.response?.data);
  process.exit(1);
});
