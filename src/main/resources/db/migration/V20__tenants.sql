-- Organisations and their projects; everything belongs to one. Rows are never deleted, so that an id in the audit log always
-- means the same one. keeper is "api" or "file": who looks after it.
CREATE TABLE tenant (
  id           VARCHAR(128) NOT NULL PRIMARY KEY,
  name         VARCHAR(128) NOT NULL,
  keeper       VARCHAR(8)   NOT NULL,
  created_at   BIGINT       NOT NULL,
  suspended_at BIGINT
);

CREATE TABLE project (
  tenant       VARCHAR(128) NOT NULL REFERENCES tenant (id),
  id           VARCHAR(128) NOT NULL,
  name         VARCHAR(128) NOT NULL,
  keeper       VARCHAR(8)   NOT NULL,
  created_at   BIGINT       NOT NULL,
  suspended_at BIGINT,
  PRIMARY KEY (tenant, id)
);

-- Those that keys have named so far, and in each tenant the project of whoever names none.
INSERT INTO tenant (id, name, keeper, created_at)
SELECT tenant, tenant, 'api', MIN(created_at) FROM api_key GROUP BY tenant;

INSERT INTO project (tenant, id, name, keeper, created_at)
SELECT tenant, project, project, 'api', MIN(created_at) FROM api_key GROUP BY tenant, project;

INSERT INTO project (tenant, id, name, keeper, created_at)
SELECT id, 'default', 'default', 'api', created_at FROM tenant
WHERE NOT EXISTS (SELECT 1 FROM project WHERE project.tenant = tenant.id AND project.id = 'default');
