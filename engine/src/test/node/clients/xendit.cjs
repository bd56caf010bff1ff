// Drives a Xendit at an address with Xendit's own client. Prints what it was answered, as one line of JSON.
const { Xendit } = require('xendit-node');

const { ADDRESS, KEY, REFERENCE } = process.env;
// The client warns of test keys on the console's first channel, where the result belongs.
console.warn = () => {};
const { Payout, Balance } = new Xendit({ secretKey: KEY, xenditURL: ADDRESS });

const order = (amount) => ({
  idempotencyKey: REFERENCE,
  data: {
    referenceId: REFERENCE,
    channelCode: 'ID_DANA',
    channelProperties: { accountNumber: '08118770510', accountHolderName: 'Kezbek' },
    amount,
    currency: 'IDR',
    description: 'Cashback',
  },
});

async function refusal(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return error.errorCode ?? error.response?.error_code ?? String(error.message);
  }
}

(async () => {
  const balance = await Balance.getBalance({ accountType: 'CASH' });
  const none = await Payout.getPayouts({ referenceId: REFERENCE });
  const first = await Payout.createPayout(order(12500));
  const again = await Payout.createPayout(order(12500));
  const other = await refusal(() => Payout.createPayout(order(99)));
  const byId = await Payout.getPayoutById({ id: first.id });
  const listed = await Payout.getPayouts({ referenceId: REFERENCE });
  const channels = await Payout.getPayoutChannels({ currency: 'IDR' });
  console.log(JSON.stringify({
    balance: balance.balance,
    none: none.data.length,
    status: first.status,
    sameId: first.id === again.id && first.id === byId.id && first.id === listed.data[0].id,
    listed: listed.data.length,
    amount: byId.amount,
    number: byId.channelProperties.accountNumber,
    other,
    channels: channels.map((channel) => channel.channelCode).sort(),
  }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
