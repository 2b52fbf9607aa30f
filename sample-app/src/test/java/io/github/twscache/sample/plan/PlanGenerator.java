package io.github.twscache.sample.plan;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes {@code plan.csv}: 5,000 jobs in 200 job streams on 40 workstations, always the
 * same. Run its main method in the folder {@code sample-app} to write the file anew.
 */
public final class PlanGenerator {

	static final int JOBS = 5000;

	static final int STREAMS_BY_WORKSTATION = 5;

	private static final long SEED = 42;

	private static final Path FILE = Path.of("src/main/resources/plan.csv");

	private static final String[][] WORKSTATIONS = { { "PROD_CPU", "12" }, { "PROD_DB", "6" }, { "PROD_APP", "6" },
			{ "EU_CPU", "6" }, { "DWH_CPU", "4" }, { "MVS_SYS", "3" }, { "DR_CPU", "2" }, { "MASTER_DM", "1" } };

	/*
	 * Name of the stream, short form for job names, and a critical job that ends the
	 * stream, if it has one.
	 */
	private static final String[][] THEMES = { { "PAYROLL", "PAYR", "FINAL_BATCH_PAYROLL" },
			{ "EOD", "EOD", "EOD_PROCESSING" }, { "CLOSING", "CLOSE", "MONTHLY_CLOSE" },
			{ "BACKUP", "BKUP", "DAILY_BACKUP" }, { "BILLING", "BILL", "" }, { "GENERAL_LEDGER", "GL", "" },
			{ "ACCOUNTS_RECV", "AR", "" }, { "ACCOUNTS_PAY", "AP", "" }, { "INVENTORY", "INV", "" },
			{ "ORDERS", "ORD", "" }, { "SHIPPING", "SHIP", "" }, { "PRICING", "PRICE", "" }, { "CLAIMS", "CLM", "" },
			{ "CARDS", "CARD", "" }, { "LOANS", "LOAN", "" }, { "FX_RATES", "FX", "" }, { "RISK", "RISK", "" },
			{ "FRAUD_SCREEN", "FRAUD", "" }, { "REGULATORY", "REG", "" }, { "STATEMENTS", "STMT", "" },
			{ "CUSTOMER_SYNC", "CUST", "" }, { "DWH_LOAD", "DWH", "" }, { "FTP_EXCHANGE", "FTP", "" },
			{ "HOUSEKEEPING", "HK", "" }, { "REPORTS", "RPT", "" } };

	private static final String[] STEPS = { "OPEN", "RECEIVE", "UNPACK", "CHECK", "EXTRACT", "SPLIT", "SORT",
			"VALIDATE", "MERGE", "ENRICH", "LOAD", "INDEX", "POST", "RECONCILE", "REPORT", "EXPORT", "SEND", "ARCHIVE",
			"PURGE", "NOTIFY" };

	private final SplittableRandom random = new SplittableRandom(SEED);

	private PlanGenerator() {
	}

	/**
	 * Writes the file.
	 * @param args not used
	 * @throws IOException if it cannot be written
	 */
	public static void main(String[] args) throws IOException {
		Files.writeString(FILE, generate(), StandardCharsets.UTF_8);
		new PrintStream(System.err, true, StandardCharsets.UTF_8).println("Wrote " + FILE);
	}

	static String generate() {
		return new PlanGenerator().write();
	}

	private String write() {
		List<String> workstations = workstations();
		int[] sizes = sizes(workstations.size() * STREAMS_BY_WORKSTATION);
		StringBuilder csv = new StringBuilder(PlanFile.HEADING).append('\n');
		for (int stream = 0; stream < sizes.length; stream++) {
			String workstation = workstations.get(stream / STREAMS_BY_WORKSTATION);
			writeStream(csv, workstation, THEMES[stream % THEMES.length], sizes[stream]);
		}
		return csv.toString();
	}

	private static List<String> workstations() {
		List<String> names = new ArrayList<>();
		for (String[] kind : WORKSTATIONS) {
			int count = Integer.parseInt(kind[1]);
			for (int i = 1; i <= count; i++) {
				names.add((count == 1) ? kind[0] : "%s%02d".formatted(kind[0], i));
			}
		}
		return names;
	}

	/*
	 * Sizes around the mean; what one stream gets more, the next one gets less.
	 */
	private int[] sizes(int streams) {
		int mean = JOBS / streams;
		int[] sizes = new int[streams];
		for (int i = 0; i < streams; i += 2) {
			int more = this.random.nextInt(-12, 13);
			sizes[i] = mean + more;
			sizes[i + 1] = mean - more;
		}
		return sizes;
	}

	private void writeStream(StringBuilder csv, String workstation, String[] theme, int size) {
		String critical = theme[2];
		int ordinary = critical.isEmpty() ? size : size - 1;
		for (int i = 0; i < ordinary; i++) {
			String step = STEPS[i * STEPS.length / ordinary];
			String job = "%s_%s_%02d".formatted(theme[1], step, i + 1);
			writeJob(csv, workstation, theme[0], job, this.random.nextInt(5, 80));
		}
		if (!critical.isEmpty()) {
			writeJob(csv, workstation, theme[0], critical, 100);
		}
	}

	private void writeJob(StringBuilder csv, String workstation, String stream, String job, int priority) {
		int estimatedSeconds = 4 + (int) Math.pow(this.random.nextDouble(2, 8), 2);
		csv.append(String.join(",", workstation, stream, job, String.valueOf(priority),
				String.valueOf(estimatedSeconds), status().name()))
			.append('\n');
	}

	private JobStatus status() {
		int percent = this.random.nextInt(100);
		if (percent < 80) {
			return JobStatus.SUCC;
		}
		if (percent < 89) {
			return JobStatus.WAITING;
		}
		if (percent < 91) {
			return JobStatus.READY;
		}
		if (percent < 96) {
			return JobStatus.EXEC;
		}
		return (percent < 98) ? JobStatus.ABEND : JobStatus.HOLD;
	}

}
