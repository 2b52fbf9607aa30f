package io.github.twscache.benchmarks.throughput;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Where in the row of keys a thread is. Each begins elsewhere.
 */
@State(Scope.Thread)
public class Cursor {

	/** Odd, so that no two threads meet. */
	private static final int STRIDE = 0x9E3779B9;

	private int position;

	/**
	 * Finds the beginning.
	 * @param thread the thread, by JMH
	 */
	@Setup
	public void begin(ThreadParams thread) {
		this.position = thread.getThreadIndex() * STRIDE;
	}

	/**
	 * Goes on.
	 * @return where the thread was
	 */
	public final int next() {
		return this.position++;
	}

}
