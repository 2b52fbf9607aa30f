package io.github.twscache.spring.loading;

import java.util.ArrayList;
import java.util.List;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.twscache.CachedValue;
import io.github.twscache.spring.loading.LoadingCacheInterceptor.LoadingContext;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * The loads that one invocation began, until each has been ended.
 */
final class LoadLedger implements LoadSink {

	/*
	 * A load ends with Spring's put, or the refusal of it (unless); with the failure of
	 * the method; or, at the latest, when nothing is going on any more: Spring has come
	 * back from the invocation, and the future that the method returned is completed and
	 * Spring's puts have had their chance. Each of these is a part; the last one to end
	 * pays what is still owed. returned and outcome are written before the part ends that
	 * they come from.
	 *
	 * Two things take the end out of Spring's hands. apart: the loads were handed over,
	 * to a thread of the cache or to a future, and end wherever that does. muted: what
	 * Spring is given as the method's result is none, but came from loads that were
	 * handed over or are another caller's, or is stale, and must not be put anywhere.
	 *
	 * Loads of publishers begin and end with their subscribers: see PublisherLoads.
	 */

	private final LoadingContext first;

	/** Whether a {@code @CachePut} is beside the {@code @Cacheable}. */
	private final boolean writes;

	private volatile boolean apart;

	private volatile boolean muted;

	private volatile boolean returned;

	private volatile @Nullable Object outcome;

	@GuardedBy("this")
	private int parts = 1;

	/**
	 * Creates the ledger of an invocation that Spring has not come back from.
	 * @param first the first of its contexts, which leads to the others
	 * @param writes whether it has a {@code @CachePut}
	 */
	LoadLedger(LoadingContext first, boolean writes) {
		this.first = first;
		this.writes = writes;
	}

	/** Whether a load was begun that has not ended. */
	boolean owes() {
		return !open().isEmpty();
	}

	/** Gives the views that hold a ticket. */
	private List<LoadView> open() {
		List<LoadView> open = new ArrayList<>(1);
		for (LoadView view : views()) {
			if (view.isOpen()) {
				open.add(view);
			}
		}
		return open;
	}

	/** Gives the views that noted a miss for when the publisher is subscribed to. */
	List<LoadView> missed() {
		return views().stream().filter(LoadView::hasMissed).toList();
	}

	private List<LoadView> views() {
		List<LoadView> views = new ArrayList<>(1);
		LoadingContext context = this.first;
		while (context != null) {
			for (Cache cache : context.getCaches()) {
				if (cache instanceof LoadView view) {
					views.add(view);
				}
			}
			context = context.next();
		}
		return views;
	}

	/** Gives the load that others wait for, if it is to run apart from its caller. */
	@Nullable LoadView leaderApart() {
		for (LoadView view : open()) {
			if (view.leadsApart()) {
				return view;
			}
		}
		return null;
	}

	/**
	 * Whether Spring puts what a stream emits. It does so for one operation only, the
	 * last one of all.
	 */
	boolean isStreamPut() {
		int operations = 0;
		LoadingContext context = this.first;
		while (context != null) {
			operations += context.isLookedUp() ? 1 : 0;
			context = context.next();
		}
		return !this.writes && operations == 1;
	}

	/** Whether what Spring is given as the result is not to be put anywhere. */
	boolean isMuted() {
		return this.muted;
	}

	void mute() {
		this.muted = true;
	}

	void unmute() {
		this.muted = false;
	}

	/** Whether the method is to be invoked even if the value is there. */
	boolean isInvokedAnyway() {
		return this.writes;
	}

	/**
	 * Hands the loads over; what Spring is given from now on is not put.
	 * @param run the one of them that a thread of the cache runs, and may have ended;
	 * {@code null} if there is none
	 */
	void goApart(@Nullable LoadView run) {
		this.apart = true;
		mute();
		open().stream().filter((view) -> view != run).forEach(LoadView::detach);
	}

	@Override
	public void detach() {
		open().forEach(LoadView::detach);
	}

	/** Notes what the method returned, or was found in another cache. */
	void returned(@Nullable Object value) {
		this.outcome = value;
		this.returned = true;
	}

	/** Puts what was loaded apart, as Spring does with what it is given. */
	@Override
	public void loaded(@Nullable Object value) {
		settle(this.first, value);
		release(value);
	}

	/**
	 * The last first: the caller waits for the first one that missed, and is to find all
	 * that was put, and to hear what went wrong.
	 */
	private static void settle(@Nullable LoadingContext context, @Nullable Object value) {
		if (context != null) {
			settle(context.next(), value);
			context.settle(value);
		}
	}

	@Override
	public void failed(Throwable reason, boolean gaveUp) {
		fail(reason, gaveUp);
	}

	/**
	 * Ends loads with the method's failure.
	 * @return the stale value that is served instead, or {@code null}
	 */
	@Nullable CachedValue<Object> fail(Throwable reason, boolean gaveUp) {
		CachedValue<Object> stale = null;
		for (LoadView view : open()) {
			if (gaveUp || this.writes) {
				// Who writes has to hear that it failed.
				view.abandon();
			}
			else {
				CachedValue<Object> served = view.fail(reason);
				stale = (stale != null) ? stale : served;
			}
		}
		if (stale != null) {
			mute();
		}
		return stale;
	}

	/** Gives a value to those who wait, where it was not put. */
	void release(@Nullable Object value) {
		open().forEach((view) -> view.release(value));
	}

	/** Lets those who wait begin again. */
	void abandon() {
		open().forEach(LoadView::abandon);
	}

	/** Begins a part in which Spring goes on with the invocation. */
	synchronized void begin() {
		this.parts++;
	}

	/** Ends a part; the last one pays what is owed. */
	void end() {
		synchronized (this) {
			this.parts--;
			if (this.parts != 0) {
				return;
			}
		}
		if (this.apart) {
			return;
		}
		if (this.returned) {
			release(this.outcome);
		}
		else {
			abandon();
		}
	}

}
