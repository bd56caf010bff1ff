package id.kezbek.platform.aws;

class StandardQueueTest extends MessageQueueContract {

    @Override
    boolean isFifo() {
        return false;
    }
}
