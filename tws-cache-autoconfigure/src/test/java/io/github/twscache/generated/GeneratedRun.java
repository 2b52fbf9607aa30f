package io.github.twscache.generated;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Which seeds to run: as many as the build can afford, or what the properties
 * {@code tws.generated.seed}, {@code .cases} and {@code .minutes} say.
 */
final class GeneratedRun {

	private static final System.Logger LOGGER = System.getLogger(GeneratedRun.class.getName());

	/** After so long a case hangs. */
	private static final int PATIENCE_SECONDS = 60;

	private static final int SEEDS = 1_000_000_000;

	private final String name;

	private final long first;

	private final long cases;

	private final long lengthNanos;

	private volatile long current;

	private GeneratedRun(String name, long first, long cases, long lengthNanos) {
		this.name = name;
		this.first = first;
		this.cases = cases;
		this.lengthNanos = lengthNanos;
	}

	/**
	 * Reads the properties.
	 * @param name what is run
	 * @param cases how many without properties
	 */
	static GeneratedRun of(String name, int cases) {
		Long seed = Long.getLong("tws.generated.seed");
		Long minutes = Long.getLong("tws.generated.minutes");
		long first = (seed != null) ? seed : ThreadLocalRandom.current().nextInt(SEEDS);
		long standard = (minutes != null) ? Long.MAX_VALUE : (seed != null) ? 1 : cases;
		return new GeneratedRun(name, first, Long.getLong("tws.generated.cases", standard),
				(minutes != null) ? Duration.ofMinutes(minutes).toNanos() : Long.MAX_VALUE);
	}

	/** Gives one seed after the other to a body, in a thread that is watched. */
	void forEachSeed(LongConsumer body) throws InterruptedException {
		LOGGER.log(System.Logger.Level.INFO, this.name + ": seeds from " + this.first);
		FutureTask<@Nullable Void> task = new FutureTask<>(() -> run(body), null);
		Thread thread = new Thread(task, "generated-cases");
		thread.setDaemon(true);
		thread.start();
		try {
			await(task, thread);
		}
		finally {
			thread.interrupt();
		}
	}

	private void run(LongConsumer body) {
		long start = System.nanoTime();
		long ran = 0;
		while (ran < this.cases && System.nanoTime() - start < this.lengthNanos) {
			this.current = this.first + ran;
			body.accept(this.current);
			ran++;
		}
		LOGGER.log(System.Logger.Level.INFO, this.name + ": " + ran + " seeds");
	}

	/** Waits as long as seeds come and go: one that hangs has to be told, too. */
	private void await(FutureTask<?> task, Thread thread) throws InterruptedException {
		while (true) {
			long before = this.current;
			try {
				task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
				return;
			}
			catch (ExecutionException ex) {
				if (ex.getCause() instanceof AssertionError failure) {
					throw failure;
				}
				throw new AssertionError(this.name + ", seed " + this.current + " failed", ex.getCause());
			}
			catch (TimeoutException ex) {
				if (this.current == before) {
					throw new AssertionError(this.name + " hangs, to be repeated with -Dtws.generated.seed=" + before
							+ ", at " + Arrays.toString(thread.getStackTrace()), ex);
				}
			}
		}
	}

}
