package io.github.twscache.engine;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Knows all stores of the process, without keeping any alive, and has the oracle look at
 * them.
 */
final class StoreRecorder {

	/*
	 * The constructor and close() of ShardedStore are told to call this class, by
	 * retransforming the class: that keeps what other agents (JaCoCo) have added to it.
	 *
	 * A store is looked at before it is closed, because afterwards there is nothing to
	 * see, and after each test as long as it lives. The look is that for a quiet store if
	 * no test is running: a test that is over may be expected to leave its stores in
	 * peace, but not to know when other tests, run in parallel, leave theirs. What is
	 * found is kept until the next test ends, because whoever closes a store must not be
	 * disturbed.
	 */

	private static final Set<Recorded> STORES = ConcurrentHashMap.newKeySet();

	private static final ReferenceQueue<ShardedStore> FORGOTTEN = new ReferenceQueue<>();

	private static final Queue<Throwable> FINDINGS = new ConcurrentLinkedQueue<>();

	/** Tests whose methods run now. */
	private static final AtomicInteger RUNNING = new AtomicInteger();

	/** Exempt tests that are not over. */
	private static final AtomicInteger EXEMPT = new AtomicInteger();

	private StoreRecorder() {
	}

	/** A store that somebody made. */
	private static final class Recorded extends WeakReference<ShardedStore> {

		private final Throwable origin = new Throwable("The store was made here");

		private volatile boolean examined;

		private Recorded(ShardedStore store) {
			super(store, FORGOTTEN);
		}

	}

	/** Is copied into the end of the constructor. */
	static final class Created {

		private Created() {
		}

		@Advice.OnMethodExit
		static void exit(@Advice.This ShardedStore store) {
			StoreRecorder.created(store);
		}

	}

	/** Is copied into the beginning of {@code close()}. */
	static final class Closing {

		private Closing() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.This ShardedStore store) {
			StoreRecorder.closing(store);
		}

	}

	static void install() {
		// Loaded before: while it is being loaded, what is told of it here would load it
		// once more.
		String store = ShardedStore.class.getName();
		new AgentBuilder.Default().disableClassFormatChanges()
			.with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
			.type(ElementMatchers.named(store), ElementMatchers.is(StoreRecorder.class.getClassLoader()))
			.transform((builder, type, loader, module, domain) -> builder
				.visit(Advice.to(Created.class).on(ElementMatchers.isConstructor()))
				.visit(Advice.to(Closing.class)
					.on(ElementMatchers.named("close").and(ElementMatchers.takesArguments(0)))))
			.installOn(ByteBuddyAgent.install());
	}

	static void created(ShardedStore store) {
		if (EXEMPT.get() == 0) {
			expunge();
			STORES.add(new Recorded(store));
		}
	}

	static void closing(ShardedStore store) {
		if (EXEMPT.get() == 0 && !store.isClosed() && knows(store)) {
			examine(store, null);
		}
	}

	private static void expunge() {
		for (Reference<?> gone = FORGOTTEN.poll(); gone != null; gone = FORGOTTEN.poll()) {
			STORES.remove(gone);
		}
	}

	static boolean knows(ShardedStore store) {
		return STORES.stream().anyMatch((recorded) -> recorded.refersTo(store));
	}

	static void testBegins() {
		RUNNING.incrementAndGet();
	}

	static void testEnds() {
		RUNNING.decrementAndGet();
	}

	static void exemptTestBegins() {
		EXEMPT.incrementAndGet();
	}

	/**
	 * Forgets the stores that nobody has looked at: those of the exempt test. With tests
	 * in parallel there may be others among them, which had better go unseen than be
	 * blamed on the wrong test.
	 */
	static void exemptTestEnds() {
		forgetUnexamined();
		EXEMPT.decrementAndGet();
	}

	static void forgetUnexamined() {
		STORES.removeIf((recorded) -> !recorded.examined);
	}

	/** Looks at all stores, and throws what was found now and since the last time. */
	static void check() {
		expunge();
		for (Recorded recorded : STORES) {
			ShardedStore store = recorded.get();
			if (store != null) {
				boolean quiet = RUNNING.get() == 0;
				boolean content = examine(store, recorded.origin);
				recorded.examined = true;
				// Nothing happens to it any more, or one report is enough.
				if (!content || (quiet && store.isClosed())) {
					STORES.remove(recorded);
				}
			}
		}
		throwFindings();
	}

	private static boolean examine(ShardedStore store, Throwable origin) {
		try {
			if (RUNNING.get() == 0) {
				StoreOracle.await(store).assertContent();
			}
			else {
				StoreOracle.glance(store).assertNothingWrong();
			}
			return true;
		}
		catch (AssertionError | ConditionTimeoutException ex) {
			if (origin != null) {
				ex.addSuppressed(origin);
			}
			FINDINGS.add(ex);
			return false;
		}
	}

	private static void throwFindings() {
		Throwable first = FINDINGS.poll();
		if (first == null) {
			return;
		}
		AssertionError error = new AssertionError("A store is not as it should be. " + first.getMessage(), first);
		for (Throwable next = FINDINGS.poll(); next != null; next = FINDINGS.poll()) {
			error.addSuppressed(next);
		}
		throw error;
	}

}
