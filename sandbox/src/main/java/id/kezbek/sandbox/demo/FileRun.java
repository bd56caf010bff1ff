package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import id.kezbek.sandbox.demo.reckoning.Reckoning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Reports the purchases of a file over several connections, in the order of the file. A purchase with a repeated
 * reference waits for the response to the first purchase with this reference. The first purchase was sent earlier, so
 * there can be no deadlock.
 */
public final class FileRun {

    public static final int CONNECTIONS = 16;

    /**
     * The result of a run.
     *
     * @param outcomes the results in the order of the file
     * @param transactions the ids of the accepted purchases
     */
    public record Result(List<Outcome> outcomes, List<String> transactions) {}

    private final PartnerClient partner;
    private final Progress progress;
    private final AtomicInteger next = new AtomicInteger();

    public FileRun(PartnerClient partner, Progress progress) {
        this.partner = partner;
        this.progress = progress;
    }

    public Result run(List<PurchaseRow> rows) {
        int[] first = Reckoning.firstOfSameReference(rows);
        List<CompletableFuture<Answer>> answers =
                rows.stream().map(_ -> new CompletableFuture<Answer>()).toList();
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> running = IntStream.range(0, CONNECTIONS)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> report(rows, first, answers), connections))
                    .toList();
            running.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof NoAnswer known ? known : failed;
        }
        return read(first, answers);
    }

    private void report(List<PurchaseRow> rows, int[] first, List<CompletableFuture<Answer>> answers) {
        for (int i = next.getAndIncrement(); i < rows.size(); i = next.getAndIncrement()) {
            try {
                if (first[i] != Reckoning.NONE) {
                    answers.get(first[i]).join();
                }
                answers.get(i).complete(partner.report(rows.get(i).body()));
                progress.one();
            } catch (RuntimeException failed) {
                answers.get(i).completeExceptionally(failed);
                next.set(rows.size());
                throw failed;
            }
        }
    }

    private static Result read(int[] first, List<CompletableFuture<Answer>> answers) {
        List<Outcome> outcomes = new ArrayList<>(answers.size());
        List<String> transactions = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            Answer answer = answers.get(i).join();
            Outcome outcome = Outcome.of(
                    answer,
                    first[i] == Reckoning.NONE ? null : answers.get(first[i]).join());
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Accepted) {
                transactions.add(answer.data().path("transaction_id").asString());
            }
        }
        return new Result(outcomes, transactions);
    }
}
