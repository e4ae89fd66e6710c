/** Ports that anybody may reach. */
const OPEN_PORTS = [80, 443];

/**
 * What is wrong with the Terraform files, by our own rules.
 * @param {Record<string, object>} files what hcl2json makes of each, by name
 * @param {Record<string, string>} texts the same files as they stand
 * @returns {string[]}
 */
export function findTerraformFaults(files, texts) {
  const blocks = (kind) => Object.values(files).flatMap((file) => Object.entries(file[kind] ?? {}));
  const resources = (type) =>
    blocks('resource')
      .filter(([name]) => name === type)
      .flatMap(([, all]) => Object.values(all).flat());
  const source = Object.values(texts).join('\n');
  const [machine] = resources('aws_instance');
  const [database] = resources('aws_db_instance');
  const described = [...blocks('variable'), ...blocks('output')];
  const unused = blocks('variable').filter(([name]) => !source.includes(`var.${name}`));
  const rules = [
    [
      machine.metadata_options?.[0]?.http_tokens === 'required',
      'lets anybody on the machine read its role without a token',
    ],
    [machine.root_block_device?.[0]?.encrypted === true, 'has an unencrypted disk'],
    [machine.key_name === undefined, 'has an SSH key: the way in is Systems Manager'],
    [source.includes('policy/AmazonSSMManagedInstanceCore'), 'has a machine that Systems Manager cannot reach'],
    [
      opensPortsOnly(resources('aws_vpc_security_group_ingress_rule'), source),
      'opens other ports to the internet than 80 and 443',
    ],
    [
      database.deletion_protection === true && database.lifecycle?.[0]?.prevent_destroy === true,
      'has a database that can be deleted',
    ],
    [database.storage_encrypted === true, 'has an unencrypted database'],
    [database.publicly_accessible === false, 'has a database that the internet reaches'],
    [database.skip_final_snapshot === false && database.backup_retention_period !== undefined, 'keeps no backups'],
    [database.manage_master_user_password === true && !/^\s*password\s*=/m.test(source), 'has a password in its state'],
    [
      described.every(([, [{ description }]]) => description !== undefined),
      'has a variable or an output without a description',
    ],
    [unused.length === 0, `has variables that change nothing: ${unused.map(([name]) => name).join(', ')}`],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => `deploy/terraform ${sentence}`);
}

/** Whether what is open to every address has a port of {@link OPEN_PORTS}. A loop names its ports in a list. */
function opensPortsOnly(rules, source) {
  const open = rules.filter(({ cidr_ipv4: from, cidr_ipv6: from6 }) => from === '0.0.0.0/0' || from6 === '::/0');
  const looped = [...source.matchAll(/\[(\d+), "(?:tcp|udp)"\]/g)].map(([, port]) => Number(port));
  const ports = open.flatMap(({ from_port: first, to_port: last }) =>
    [first, last].flatMap((port) => (typeof port === 'number' ? port : looped)),
  );
  return ports.length > 0 && ports.every((port) => OPEN_PORTS.includes(port));
}
