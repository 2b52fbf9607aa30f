package io.github.twscache.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Has Java Flight Recorder note every virtual thread that blocks without leaving its
 * carrier, however shortly. On a JDK without virtual threads there are none.
 */
final class PinnedThreads implements AutoCloseable {

	private static final String EVENT = "jdk.VirtualThreadPinned";

	private static final String OURS = "io.github.twscache.";

	private final Recording recording = new Recording();

	PinnedThreads() {
		this.recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
		this.recording.start();
	}

	/**
	 * Stops, and lists the events that code of the cache, or of its tests, took part in.
	 */
	List<String> stop(Path file) throws IOException {
		this.recording.stop();
		this.recording.dump(file);
		return RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> event.getEventType().getName().equals(EVENT) && isOurs(event))
			.map(RecordedEvent::toString)
			.toList();
	}

	/** The JVM loads a class once, whoever needs it, and pins him meanwhile. */
	private static boolean isOurs(RecordedEvent event) {
		RecordedStackTrace trace = event.getStackTrace();
		if (trace == null) {
			return true;
		}
		List<RecordedFrame> frames = trace.getFrames();
		return frames.stream().anyMatch(PinnedThreads::isOfOurs)
				&& frames.stream().noneMatch(PinnedThreads::isLoadingOfClasses);
	}

	private static boolean isOfOurs(RecordedFrame frame) {
		return typeOf(frame).startsWith(OURS);
	}

	private static boolean isLoadingOfClasses(RecordedFrame frame) {
		String type = typeOf(frame);
		return type.equals("java.lang.ClassLoader") || type.equals("java.lang.invoke.MethodHandleNatives");
	}

	private static String typeOf(RecordedFrame frame) {
		return frame.isJavaFrame() ? frame.getMethod().getType().getName() : "";
	}

	@Override
	public void close() {
		this.recording.close();
	}

}
