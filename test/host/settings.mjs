/** Settings of every temporary profile: quiet, and nothing written behind a test's back. */
export const SETTINGS = {
  "files.autoSave": "off",
  "files.hotExit": "off",
  // A dialog that commands can answer, also on a desktop.
  "files.simpleDialog.enable": true,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.editorAssociations": { "*.ntkbook": "ntkbook" },
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "security.workspace.trust.enabled": false,
};

/** As people have it: workspaces are not trusted before they say so, and what is not saved survives. */
export const GUARDED_SETTINGS = {
  ...SETTINGS,
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "files.hotExit": "onExitAndWindowClose",
};
