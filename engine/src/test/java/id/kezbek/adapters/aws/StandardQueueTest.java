package id.kezbek.adapters.aws;

class StandardQueueTest extends MessageQueueContract {

    @Override
    boolean isFifo() {
        return false;
    }
}
