const token = process.env.GITHUB_TOKEN;
const fallback = "ghp_Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi";

module.exports = { token: token || fallback };
