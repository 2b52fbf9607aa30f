create table if not exists job (
    workstation       varchar(16) not null,
    stream            varchar(16) not null,
    job               varchar(40) not null,
    status            varchar(8)  not null,
    run               integer     not null,
    priority          integer     not null,
    estimated_seconds integer     not null,
    since             timestamp(3) with time zone not null,
    due_at            timestamp(3) with time zone not null,
    primary key (workstation, stream, job)
);

create index if not exists job_due on job (due_at);

create table if not exists restart (
    id          bigint generated always as identity primary key,
    job         varchar(80) not null,
    from_status varchar(8)  not null,
    run         integer     not null,
    restarted_at timestamp(3) with time zone not null
);
