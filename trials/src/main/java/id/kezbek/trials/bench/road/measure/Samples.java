package id.kezbek.trials.bench.road.measure;

import id.kezbek.trials.bench.road.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Samples of an engine's processor time, from recordings of the JDK's Flight Recorder. */
final class Samples {

    /**
     * The JVM takes samples of the first event by processor time, only on Linux, and of the second event by wall-clock
     * time.
     */
    private static final List<String> EVENTS = List.of("jdk.CPUTimeSample", "jdk.ExecutionSample");

    private final Map<Stage, Long> byStage = new EnumMap<>(Stage.class);
    private final Map<String, Long> byStack = new HashMap<>();
    private long all;

    /** Adds the samples of a recording. */
    void read(Path recording) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (EVENTS.contains(event.getEventType().getName())) {
                    take(event);
                }
            }
        }
    }

    private void take(RecordedEvent event) {
        List<RecordedFrame> frames = event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames();
        List<String> classes = frames.stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
        all++;
        byStage.merge(Stage.of(classes, thread(event)), 1L, Long::sum);
        byStack.merge(stack(frames), 1L, Long::sum);
    }

    private static String thread(RecordedEvent event) {
        String field = event.hasField("eventThread") ? "eventThread" : "sampledThread";
        RecordedThread thread = event.getThread(field);
        String name = thread == null ? null : thread.getJavaName();
        return name == null ? "" : name;
    }

    private static String stack(List<RecordedFrame> frames) {
        StringBuilder text = new StringBuilder();
        for (RecordedFrame frame : frames.reversed()) {
            text.append(text.isEmpty() ? "" : ";")
                    .append(frame.getMethod().getType().getName())
                    .append('.')
                    .append(frame.getMethod().getName());
        }
        return text.isEmpty() ? "(no stack)" : text.toString();
    }

    long count() {
        return all;
    }

    /** The share of a stage; 0 without samples. */
    double share(Stage stage) {
        return all == 0 ? 0 : (double) byStage.getOrDefault(stage, 0L) / all;
    }

    /** Writes one line for each stack, the outermost frame first, for flame graphs. */
    void writeStacks(Path file) throws IOException {
        Files.write(
                file,
                new TreeMap<>(byStack)
                        .entrySet().stream()
                                .map(stack -> stack.getKey() + " " + stack.getValue())
                                .toList());
    }
}
