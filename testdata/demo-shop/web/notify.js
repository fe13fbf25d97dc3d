const token = process.env.GITHUB_TOKEN;
const fallback = "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";

module.exports = { token: token || fallback };
