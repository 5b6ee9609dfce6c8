-- Of sends that are no longer kept: how many they were, by campaign and state.
create table campaign_figures (
  tenant_id uuid not null,
  campaign_id uuid not null,
  state text not null,
  count bigint not null,
  opened bigint not null,
  clicked bigint not null,
  primary key (tenant_id, campaign_id, state),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
