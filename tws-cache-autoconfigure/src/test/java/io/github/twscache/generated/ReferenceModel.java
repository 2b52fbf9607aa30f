package io.github.twscache.generated;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.twscache.generated.Leeway.Told;

/**
 * A cache without shards, levels, wheels and threads: what the real one has to answer.
 */
final class ReferenceModel {

	/*
	 * Exact: what every call returns or throws; which value a key has; hits, misses,
	 * stale values served, puts, invalidations, loads, failures, loads under way; that a
	 * key whose entry is neither evicted nor expired is there; what is kept for failing
	 * loads; which look-up begins a refresh, to the nanosecond; what cleanUp and
	 * invalidateAll return; size = inserts - evictions - expirations - invalidations.
	 *
	 * Allowed, because nobody promises more:
	 *
	 * - which entry is evicted, and how many where weights or the shards change. An
	 * eviction needs a shard that would be too full, and there are no more than needed if
	 * there is one shard.
	 *
	 * - when an expired entry goes: an insert clears at most 8 away, cleanUp all. So
	 * without a listener it is not known which of the expired ones are still held, and
	 * whether writing the key of one makes an entry; with a listener it is.
	 *
	 * - when a policy is asked of a value that is not stored in the end.
	 *
	 * - the deadline, with jitter: anywhere in its fraction, but the same at each look.
	 * So it is bounded by what the cache has shown of it.
	 *
	 * - the deadline of an overwrite that brings less than a millisecond: the old one.
	 *
	 * What was allowed is settled by the next audit, so it never adds up over steps.
	 */

	private static final long MOMENT_NANOS = 1_000_000;

	final CaseSettings settings;

	/** Those that have expired and may be there still among them. */
	final Map<Key, Held> entries = new LinkedHashMap<>();

	final Leeway leeway = new Leeway();

	final TicketTable loading = new TicketTable();

	/** Nanoseconds since the cache was made. */
	long now;

	long maximum;

	int shards;

	Duration ttl;

	/** What the last audit saw: entries, expired ones among them, the largest share. */
	long size;

	long expiredHeld;

	long largestShare;

	long hits;

	long misses;

	long puts;

	long invalidations;

	long loads;

	long loadFailures;

	/** Callers who got a stale value. */
	long staleServed;

	/** Values stored of which the policy should have said something, and failed. */
	long policyFailures;

	ReferenceModel(CaseSettings settings) {
		this.settings = settings;
		this.maximum = settings.maximum();
		this.shards = settings.shards();
		this.ttl = settings.ttl();
	}

	/** Gives the entry of a key if the cache has to return it. */
	@Nullable Held live(Key key) {
		Held held = this.entries.get(key);
		return (held != null && held.live) ? held : null;
	}

	/**
	 * Gives the entry of a key if reads return it: living, or for a while after a load of
	 * it has failed.
	 */
	@Nullable Held readable(Key key) {
		Held held = this.entries.get(key);
		return (held != null && (held.live || held.retryAt > this.now)) ? held : null;
	}

	/** Gives the entry of a key if it is alive, or kept for failing loads. */
	@Nullable Held kept(Key key) {
		Held held = this.entries.get(key);
		return (held != null && (held.live || removal(held) > this.now)) ? held : null;
	}

	/** Counts callers who got the value of a key, if that is stale. */
	void served(Key key, int callers) {
		if (live(key) == null) {
			this.staleServed += callers;
		}
	}

	/** Counts look-ups of a key; only such a one keeps an entry from expiring unread. */
	void lookedUp(Key key, int times) {
		Held held = readable(key);
		if (held != null) {
			this.hits += times;
			served(key, times);
			held.accessed = this.now;
		}
		else {
			this.misses += times;
		}
	}

	/** Stores a value, and makes the loads of the key void. */
	void put(Key key, @Nullable Value value, @Nullable Duration ownTtl) {
		this.loading.outdate(key);
		write(key, value, ownTtl);
	}

	boolean remove(Key key) {
		this.loading.outdate(key);
		Held held = this.entries.get(key);
		if (held == null) {
			return false;
		}
		if (held.live) {
			this.invalidations++;
			this.leeway.invalidated.add(new Told(key, held.value));
			this.entries.remove(key);
			return true;
		}
		this.leeway.expired(isSurelyHeld(held) ? 1 : 0, (this.expiredHeld > 0) ? 1 : 0);
		if (!this.settings.isHeard()) {
			// Else the listener says so.
			this.entries.remove(key);
		}
		return false;
	}

	/** Removes all entries, expired ones too, and gives their number. */
	long clear() {
		long removed = this.size;
		this.loading.outdateAll();
		this.invalidations += removed;
		this.entries.forEach((key, held) -> this.leeway.invalidated.add(new Told(key, held.value)));
		this.entries.clear();
		return removed;
	}

	/** Whether a look-up with a loader has the value of a key loaded anew. */
	boolean isRefreshDue(Key key) {
		Held held = live(key);
		return held != null && held.refreshAt <= this.now;
	}

	/** Begins to load a value anew, which stays as long as that takes. */
	Ticket beginRefresh(Key key) {
		Ticket ticket = this.loading.begin(key);
		ticket.pending = true;
		ticket.refreshed = this.entries.get(key);
		ticket.refreshed.refreshAt = Held.NEVER;
		return ticket;
	}

	/** Ends a load whose value is not to be stored. */
	void release(Ticket ticket) {
		abandon(ticket);
		this.loads++;
	}

	/** Ends a load that counts as none; a refresh is tried again after the throttle. */
	void abandon(Ticket ticket) {
		this.loading.end(ticket);
		if (ticket.refreshed != null) {
			ticket.refreshed.refreshAt = this.now + throttle();
		}
	}

	/** Ends a load that failed. */
	void cancel(Ticket ticket) {
		abandon(ticket);
		this.loadFailures++;
	}

	/**
	 * Ends a load: its value is stored if nothing has made it void.
	 * @return what its callers get, which is the last value perhaps if it failed
	 */
	Outcome end(Ticket ticket, Outcome outcome) {
		boolean valid = !ticket.outdated;
		if (!outcome.isValue()) {
			cancel(ticket);
			return (valid && this.settings.servesLast()) ? instead(ticket.key, outcome) : outcome;
		}
		release(ticket);
		if (valid && !this.settings.cannotWeigh(outcome.value())) {
			// Loads beside it, which only one that nobody joins can be, come too late.
			put(ticket.key, outcome.value(), null);
		}
		return outcome;
	}

	private Outcome instead(Key key, Outcome failure) {
		Held held = kept(key);
		if (held == null) {
			return failure;
		}
		if (!held.live) {
			held.retryAt = Math.min(removal(held), this.now + throttle());
		}
		return Outcome.of(held.value);
	}

	private long throttle() {
		return this.settings.lifetimes().throttle().toNanos();
	}

	/** Counts the expired entries that a cleanup removes. */
	long due() {
		if (this.settings.maxStale() == null) {
			return this.expiredHeld;
		}
		return this.entries.values().stream().filter((held) -> !held.live && removal(held) <= this.now).count();
	}

	private void write(Key key, @Nullable Value value, @Nullable Duration ownTtl) {
		Held prior = this.entries.get(key);
		Held made = new Held(value, weight(value), this.now);
		setDeadline(made, (ownTtl != null) ? ownTtl : ttlOf(key, value), jitterOf(key));
		this.policyFailures += this.settings.lifetimes().fails(key, value) ? 1 : 0;
		if (prior != null && prior.live && ownTtl == null && value != null && !this.settings.isDetailed()) {
			allowForTheMoment(made, prior);
		}
		this.puts++;
		this.leeway.stored.add(new Told(key, value));
		long evictions = this.settings.weighted() ? this.size + this.leeway.insertsMost + 1 : 1;
		if (prior != null && isSurelyHeld(prior)) {
			this.leeway.grew(made.weight - prior.weight, evictions);
		}
		else {
			this.leeway.inserted((prior != null && this.expiredHeld > 0) ? 0 : 1, made.weight, evictions);
		}
		if (made.weight > this.largestShare) {
			this.leeway.overweight = key;
		}
		this.entries.put(key, made);
	}

	/** Whether an entry is there, alive or expired. */
	private boolean isSurelyHeld(Held held) {
		return held.live || this.entries.values().stream().filter((other) -> !other.live).count() == this.expiredHeld;
	}

	private long weight(@Nullable Value value) {
		return this.settings.weighted() ? Value.weigh(value) : 1;
	}

	/** The policy has the first word, then come nulls, rules, and the cache. */
	private Duration ttlOf(Key key, @Nullable Value value) {
		Duration given = this.settings.lifetimes().byPolicy(key, value);
		if (given == null && value == null) {
			given = this.settings.nullTtl();
		}
		if (given == null) {
			given = this.settings.lifetimes().byRule(key);
		}
		return (given != null) ? given : this.ttl;
	}

	private double jitterOf(Key key) {
		return this.settings.lifetimes().jitter(key, this.settings.jitter());
	}

	private void setDeadline(Held made, Duration ttl, double jitter) {
		long longest = Held.nanos(ttl);
		long shortest = longest - (long) (longest * jitter);
		made.latest = Held.after(this.now, longest);
		made.earliest = Held.after(this.now, (longest > 0) ? Math.max(1, shortest) : 0);
		Double refreshAhead = this.settings.refreshAhead();
		if (refreshAhead != null && made.latest != Held.NEVER) {
			made.refreshAt = this.now + Math.max(1, (long) (longest * refreshAhead));
		}
	}

	/**
	 * Many threads may write a key at the same time; so that they need not fight for its
	 * deadline as well, one that would come less than a millisecond later stays.
	 */
	private void allowForTheMoment(Held made, Held prior) {
		if (made.latest != Held.NEVER && prior.latest > made.earliest - MOMENT_NANOS && prior.earliest <= made.latest) {
			made.earliest = Math.max(made.earliest - MOMENT_NANOS, Math.min(made.earliest, prior.earliest));
		}
		if (this.now - prior.written < MOMENT_NANOS) {
			made.writtenEarliest = Math.max(prior.writtenEarliest, this.now - MOMENT_NANOS);
		}
	}

	/** The earliest time at which an entry may expire. */
	long earliest(Held held) {
		return Math.min(held.earliest, unread(held));
	}

	/** The time at which an entry has expired for sure. */
	long latest(Held held) {
		return Math.min(held.latest, unread(held));
	}

	/** The time at which an entry is of no use to failing loads any more. */
	long removal(Held held) {
		Duration maxStale = this.settings.maxStale();
		long deadline = latest(held);
		return (maxStale != null && deadline != Held.NEVER) ? Held.after(deadline, Held.nanos(maxStale)) : deadline;
	}

	private long unread(Held held) {
		Duration access = this.settings.access();
		return (access != null) ? Held.after(held.accessed, Held.nanos(access)) : Held.NEVER;
	}

}
