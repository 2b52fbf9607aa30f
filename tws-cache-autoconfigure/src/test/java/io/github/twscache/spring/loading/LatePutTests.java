package io.github.twscache.spring.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An evict, a clear or a put in the middle of a load never lets the old value back: two
 * threads, whose steps come in an order that a seed decides. One reads the old value or
 * the new in a cached method, the other changes it and tells the cache.
 */
@Timeout(300)
class LatePutTests {

	private static final int SCHEDULES = 10_000;

	/** Where the method runs in another thread than its caller's. */
	private static final int SCHEDULES_APART = 2_000;

	private static final long SEED = 20_261_122L;

	private static final List<String> CACHES = List.of("jobs", "first", "second");

	private static final List<AnnotationFeature> READERS = List.of(AnnotationFeature.PLAIN, AnnotationFeature.OPTIONAL,
			AnnotationFeature.COMPOSED, AnnotationFeature.CONDITION, AnnotationFeature.UNLESS,
			AnnotationFeature.SEVERAL_CACHES, AnnotationFeature.EVICT_BESIDE, AnnotationFeature.PUT_BESIDE,
			AnnotationFeature.TRANSACTION, AnnotationFeature.FUTURE, AnnotationFeature.FUTURE_SEVERAL_CACHES,
			AnnotationFeature.MONO, AnnotationFeature.FLUX, AnnotationFeature.SYNC);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	@Test
	void oldValueNeverComesBack() throws Exception {
		try (Site site = Site.with(true)) {
			runAll(site, SCHEDULES);
		}
	}

	@Test
	void oldValueNeverComesBackFromAThreadOfTheCache() throws Exception {
		// Never waited out: it is there to have loads run apart.
		try (Site site = new Site("tws.cache.load.hard-timeout=1h")) {
			runAll(site, SCHEDULES_APART);
		}
	}

	private void runAll(Site site, int schedules) throws Exception {
		Random random = new Random(SEED);
		for (int i = 0; i < schedules; i++) {
			AnnotationFeature reader = READERS.get(random.nextInt(READERS.size()));
			Change change = Change.values()[random.nextInt(Change.values().length)];
			Order order = Order.values()[random.nextInt(Order.values().length)];
			String key = "P" + i;
			run(site, key, reader, change, order);
			for (String name : CACHES) {
				Cache.ValueWrapper cached = site.cache(name).get(key);
				String none = change.puts() ? "none, though it was put" : "new";
				assertThat((cached != null) ? String.valueOf(cached.get()) : none)
					.as("schedule %d of seed %d: %s, %s, %s, cache %s", i, SEED, reader, change, order, name)
					.contains("new");
			}
		}
		// A stream is put a moment after its last element.
		Awaitility.await().until(() -> site.named("jobs").metrics().loadsInFlight() == 0);
	}

	private void run(Site site, String key, AnnotationFeature reader, Change change, Order order) throws Exception {
		Turns turns = new Turns(order);
		AtomicReference<String> database = new AtomicReference<>("old");
		site.work().does((any, run) -> {
			AtomicReference<String> read = new AtomicReference<>();
			turns.take(Step.READ, () -> read.set(database.get()));
			turns.take(Step.RETURN, () -> {
			});
			return read.get();
		});
		List<Future<?>> done = new ArrayList<>();
		done.add(this.threads.submit(() -> reader.ask(site, key)));
		done.add(this.threads.submit(() -> {
			turns.take(Step.UPDATE, () -> database.set("new"));
			turns.take(Step.TELL, () -> change.tell(site, key));
		}));
		for (Future<?> part : done) {
			part.get();
		}
	}

	private enum Step {

		READ, RETURN, UPDATE, TELL

	}

	/**
	 * All orders in which the steps of two threads can come.
	 */
	private enum Order {

		LOAD_FIRST(Step.READ, Step.RETURN, Step.UPDATE, Step.TELL),

		UPDATE_BEFORE_RETURN(Step.READ, Step.UPDATE, Step.RETURN, Step.TELL),

		TOLD_BEFORE_RETURN(Step.READ, Step.UPDATE, Step.TELL, Step.RETURN),

		READ_BETWEEN(Step.UPDATE, Step.READ, Step.TELL, Step.RETURN),

		LOAD_BETWEEN(Step.UPDATE, Step.READ, Step.RETURN, Step.TELL),

		CHANGE_FIRST(Step.UPDATE, Step.TELL, Step.READ, Step.RETURN);

		private final List<Step> steps;

		Order(Step... steps) {
			this.steps = List.of(steps);
		}

	}

	/**
	 * The ways to tell the cache of a change.
	 */
	private enum Change {

		EVICT {
			@Override
			void tell(Site site, String key) {
				CACHES.forEach((name) -> site.cache(name).evict(key));
			}
		},

		EVICT_IF_PRESENT {
			@Override
			void tell(Site site, String key) {
				CACHES.forEach((name) -> site.cache(name).evictIfPresent(key));
			}
		},

		CLEAR {
			@Override
			void tell(Site site, String key) {
				CACHES.forEach((name) -> site.cache(name).clear());
			}
		},

		INVALIDATE {
			@Override
			void tell(Site site, String key) {
				CACHES.forEach((name) -> site.cache(name).invalidate());
			}
		},

		PUT {
			@Override
			void tell(Site site, String key) {
				CACHES.forEach((name) -> site.cache(name).put(key, "new"));
			}
		},

		ANNOTATED_PUT {
			@Override
			void tell(Site site, String key) {
				site.jobs().remember(key, "new");
			}
		},

		ANNOTATED_EVICT {
			@Override
			void tell(Site site, String key) {
				site.jobs().forget(key);
			}
		},

		ANNOTATED_CLEAR {
			@Override
			void tell(Site site, String key) {
				site.jobs().forgetAll();
			}
		};

		abstract void tell(Site site, String key);

		boolean puts() {
			return this == PUT || this == ANNOTATED_PUT;
		}

	}

	/**
	 * Has each step wait for its turn. A phase is a turn.
	 */
	private static final class Turns {

		private final Phaser phaser = new Phaser(1);

		private final Order order;

		Turns(Order order) {
			this.order = order;
		}

		void take(Step step, Runnable action) {
			int turn = this.order.steps.indexOf(step);
			int phase = this.phaser.getPhase();
			while (phase < turn) {
				phase = this.phaser.awaitAdvance(phase);
			}
			try {
				action.run();
			}
			finally {
				this.phaser.arrive();
			}
		}

	}

}
