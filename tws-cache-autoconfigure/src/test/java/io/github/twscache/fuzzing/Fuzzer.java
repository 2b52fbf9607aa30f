package io.github.twscache.fuzzing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gives a target one input after another until one of them is a finding, or all were
 * well.
 * <p>
 * {@code -Dtws.fuzz.seed} repeats a run, or the one case of a finding, whose seed is in
 * its message; {@code -Dtws.fuzz.minutes} goes on for so long.
 */
final class Fuzzer {

	private static final System.Logger LOGGER = System.getLogger(Fuzzer.class.getName());

	/** Longer than any input may take, on the slowest machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int MOST_SHOWN = 2_000;

	private final long seed;

	private final int cases;

	private final Duration length;

	private final Duration patience;

	/**
	 * Creates a fuzzer.
	 * @param seed the seed of the first case; each has the next one
	 * @param cases how many cases at least
	 * @param length how long at least
	 * @param patience how long a case may take before it counts as hanging
	 */
	Fuzzer(long seed, int cases, Duration length, Duration patience) {
		this.seed = seed;
		this.cases = cases;
		this.length = length;
		this.patience = patience;
	}

	/**
	 * Creates the fuzzer that the system properties ask for. The cases of an ordinary
	 * build are the same each time, so that nobody's change fails for what others left.
	 * @param cases how many cases where they do not ask for a time
	 * @return the fuzzer
	 */
	static Fuzzer ofProperties(int cases) {
		long minutes = Long.getLong("tws.fuzz.minutes", 0);
		long seed = Long.getLong("tws.fuzz.seed", (minutes > 0) ? System.nanoTime() : 1);
		return new Fuzzer(seed, cases, Duration.ofMinutes(minutes), PATIENCE);
	}

	/**
	 * Runs the cases.
	 * @param target the target
	 * @param <I> the type of its input
	 * @return how many there were, all of them well
	 */
	<I> long run(FuzzTarget<I> target) throws InterruptedException {
		LOGGER.log(System.Logger.Level.INFO, target.getClass().getSimpleName() + ": seed " + this.seed);
		AtomicReference<Thread> worker = new AtomicReference<>();
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, "fuzzer");
			thread.setDaemon(true);
			worker.set(thread);
			return thread;
		});
		try {
			long start = System.nanoTime();
			long done = 0;
			while (done < this.cases || System.nanoTime() - start < this.length.toNanos()) {
				runCase(target, this.seed + done, executor, worker);
				done++;
			}
			return done;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private <I> void runCase(FuzzTarget<I> target, long caseSeed, ExecutorService executor,
			AtomicReference<Thread> worker) throws InterruptedException {
		I input = target.next(new Dice(caseSeed));
		Future<?> check = executor.submit(() -> {
			target.check(input);
			return null;
		});
		try {
			check.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw finding(target, input, caseSeed, String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (TimeoutException ex) {
			Throwable where = new TimeoutException("Where it is");
			where.setStackTrace(worker.get().getStackTrace());
			throw finding(target, input, caseSeed, "does not come to an end", where);
		}
	}

	private static AssertionError finding(FuzzTarget<?> target, Object input, long caseSeed, String what,
			Throwable cause) {
		return new AssertionError(
				"%s, input:%n%s%n%s%nRepeat with -Dtws.fuzz.seed=%d".formatted(target.getClass().getSimpleName(),
						printable(String.valueOf(input)), printable(what.replaceAll("\\s+", " ")), caseSeed),
				cause);
	}

	/** Shows a text so that it can be copied from a log into a test. */
	private static String printable(String text) {
		StringBuilder shown = new StringBuilder();
		for (int i = 0; i < Math.min(text.length(), MOST_SHOWN); i++) {
			char character = text.charAt(i);
			if (character >= ' ' && character <= '~') {
				shown.append(character);
			}
			else {
				shown.append("\\u%04x".formatted((int) character));
			}
		}
		return (text.length() > MOST_SHOWN) ? shown + " and " + (text.length() - MOST_SHOWN) + " more"
				: shown.toString();
	}

}
